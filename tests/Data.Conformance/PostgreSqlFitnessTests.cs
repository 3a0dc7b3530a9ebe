using System.Data.Common;
using Microsoft.Extensions.Logging;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>What a PostgreSQL must be like is looked at before a silo writes anything, and what stands before it is found.</summary>
public sealed class PostgreSqlFitnessTests : IAsyncLifetime
{
    private readonly PostgreSqlServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("ENCODING 'LATIN1' TEMPLATE template0", "LATIN1")]
    [InlineData("ENCODING 'SQL_ASCII' TEMPLATE template0", "SQL_ASCII")]
    public async Task CheckServer_OfADatabaseThatIsNotUtf8_SaysWhatToMake(string made, string encoding)
    {
        await using var database = Open(await _server.NewDatabaseAsync(made));

        var unfit = await Assert.ThrowsAsync<DatabaseUnfitException>(() => database.CheckServerAsync());

        Assert.Contains($"keeps texts as {encoding}", unfit.Message, StringComparison.Ordinal);
        Assert.Contains("ENCODING 'UTF8'", unfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckServer_OfADatabaseWithAnotherIsolation_SaysWhatToSet()
    {
        var connectionString = await _server.NewDatabaseAsync();
        await _server.ExecuteAsync("ALTER DATABASE test1 SET default_transaction_isolation TO 'serializable'");
        await using var database = Open(connectionString);

        Assert.Contains("default_transaction_isolation", (await Assert.ThrowsAsync<DatabaseUnfitException>(() => database.CheckServerAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplySchema_WithoutTheRight_SaysWhatToGrant()
    {
        var connectionString = await _server.NewDatabaseAsync();
        await _server.ExecuteAsync("CREATE ROLE guest LOGIN");
        await using var database = Open(connectionString.Replace("Username=postgres", "Username=guest", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => database.ApplySchemaAsync());

        Assert.Contains("The database refuses this silo (42501: permission denied for schema public)", Database.Explain(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, LogLevel.Information)]
    [InlineData(500, LogLevel.Warning)]
    public async Task SayConnections_OfAPool_WarnsWhenTheServerGivesFewer(int poolSize, LogLevel level)
    {
        var log = new LinesOfLog();
        await using var database = Database.Open(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await _server.NewDatabaseAsync() + $";Maximum Pool Size={poolSize}" }, log);
        await database.ApplySchemaAsync();

        await database.SayConnectionsAsync();

        var (saidAt, line) = Assert.Single(log.Lines);
        Assert.Equal(level, saidAt);
        Assert.Contains($"takes up to {poolSize} connections", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckServer_BehindAPoolerInTransactionModeThatWasNotSaid_NamesTheSetting()
    {
        await using var bouncer = await PgBouncerProcess.StartAsync("transaction", _server.Port);
        await using var database = Open(await BehindAsync(bouncer));

        Assert.Contains("set Storage:Database:Pooler to Transaction", (await Assert.ThrowsAsync<DatabaseUnfitException>(() => database.CheckServerAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session", DatabasePooler.None)]
    [InlineData("transaction", DatabasePooler.Transaction)]
    public async Task Write_BehindAPooler_IsDone(string mode, DatabasePooler pooler)
    {
        await using var bouncer = await PgBouncerProcess.StartAsync(mode, _server.Port);
        await using var storage = await StorageUnderTest.OpenAsync(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await BehindAsync(bouncer) + ";Maximum Pool Size=16", Pooler = pooler });
        await storage.Database.CheckServerAsync();

        for (var round = 0; round < 3; round++)
        {
            var volumes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => storage.CreateAsync(Volumes.New())));
            await Task.WhenAll(volumes.Select(storage.WriteAsync));
            await Task.WhenAll(volumes.Select(v => storage.Catalog.ListVolumesAsync(new(), default)));
        }

        Assert.Equal(150, (await storage.Catalog.CountVolumesAsync(new(), default)).Count);
        Assert.Null(await storage.Database.WhyNotWritableAsync());
    }

    private async Task<string> BehindAsync(PgBouncerProcess bouncer) => (await _server.NewDatabaseAsync()).Replace($"Port={_server.Port}", $"Port={bouncer.Port}", StringComparison.Ordinal);

    private static Database Open(string connectionString) => Database.Open(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString });
}
