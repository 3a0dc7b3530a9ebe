using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using OrleansStorage.Connections;
using OrleansStorage.Data.PostgreSql;
using OrleansStorage.Data.Schema;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Data.Sqlite;

namespace OrleansStorage.Data;

/// <summary>The database of a cluster: its connections, its schema and its health. Needs no silo. Safe from any thread; dispose of it last.</summary>
public sealed class Database : IAsyncDisposable
{
    private Database(IDatabaseDialect dialect) => Dialect = dialect;

    internal IDatabaseDialect Dialect { get; }

    /// <summary>Whether a text has the form of a connection string, with keywords that the database's client knows. Connects to nothing.</summary>
    public static bool IsConnectionString(DatabaseProvider provider, string text)
    {
        try
        {
            DbConnectionStringBuilder _ = provider == DatabaseProvider.PostgreSql ? new NpgsqlConnectionStringBuilder(text) : new SqliteConnectionStringBuilder(text);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Makes the data directory for SQLite; opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is missing or is not one; the message does not repeat it.</exception>
    public static Database Open(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Provider == DatabaseProvider.PostgreSql ? OpenPostgreSql(options) : OpenSqlite(options));
    }

    /// <summary>Brings the database to this code's schema. Again, or from several silos at once, it is applied once.</summary>
    /// <exception cref="SchemaException">It was made by another version's scripts; nothing is changed.</exception>
    public Task ApplySchemaAsync(CancellationToken cancellationToken = default) => SchemaApplier.ApplyAsync(Dialect, cancellationToken);

    /// <summary>
    /// Compares this silo's key for secrets with that of the database, which must have this code's schema. A silo with another key would serve every volume and be unable to tell a host its password.
    /// The first silo of a database leaves a proof of its key there.
    /// </summary>
    /// <exception cref="SecretsKeyException">The keys differ.</exception>
    public Task CheckSecretsKeyAsync(ISecretSealer sealer, CancellationToken cancellationToken = default) => SecretsKeyCheck.RunAsync(Dialect, sealer, cancellationToken);

    /// <summary>Ends when the database answered; throws what the driver threw when it did not.</summary>
    public Task CheckAsync(CancellationToken cancellationToken = default) =>
        Dialect.RunAsync(c => c.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Lets writes that wait end, then closes every connection.</summary>
    public ValueTask DisposeAsync() => Dialect.DisposeAsync();

    private static PostgreSqlDialect OpenPostgreSql(DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new ArgumentException("PostgreSQL needs a connection string.", nameof(options));
        return new PostgreSqlDialect(options.ConnectionString);
    }

    private static SqliteDialect OpenSqlite(DatabaseOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
            return new SqliteDialect(options.ConnectionString);
        Directory.CreateDirectory(options.DataDirectory);
        return new SqliteDialect("Data Source=" + Path.Combine(options.DataDirectory, "storage.db"));
    }
}
