using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>Databases of one PostgreSQL server, which every test of the run shares.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlTestDatabase : ITestDatabase, IAsyncLifetime, ICollectionFixture<PostgreSqlTestDatabase>
{
    /// <summary>The name of the collection of tests.</summary>
    public const string Name = "PostgreSQL";

    private readonly PostgreSqlServer _server = new();

    /// <inheritdoc/>
    public Task InitializeAsync() => _server.InitializeAsync();

    /// <inheritdoc/>
    public async Task<DatabaseOptions> NewAsync() => new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await _server.NewDatabaseAsync() };

    /// <inheritdoc/>
    public Task DisposeAsync() => _server.DisposeAsync();
}
