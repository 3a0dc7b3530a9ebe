using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansStorage.Connections;
using OrleansStorage.Data.Failures;
using OrleansStorage.Data.PostgreSql;
using OrleansStorage.Data.Schema;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Data.Sqlite;
using OrleansStorage.Files;

namespace OrleansStorage.Data;

/// <summary>
/// The database of a cluster: its connections, its schema and its health. Needs no silo. Safe from any thread; dispose of it last.
/// </summary>
public sealed partial class Database : IAsyncDisposable
{
    /// <summary>The quickest answer of so many says most.</summary>
    private const int ClockQuestions = 3;

    private readonly DatabaseProbe _probe;
    private readonly ILogger _logger;
    private readonly DatabasePooler _pooler;

    private Database(IDatabaseDialect dialect, DatabasePooler pooler, ILogger logger, TimeProvider time)
    {
        (Dialect, _pooler, _logger, _probe) = (dialect, pooler, logger, new(dialect, time));
        dialect.Guard.Silence = () => _probe.Silence;
    }

    internal IDatabaseDialect Dialect { get; }

    /// <summary>
    /// Whether a text has the form of a connection string, with keywords that the database's client knows. Connects to nothing.
    /// </summary>
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
    /// <param name="options">Where it is.</param>
    /// <param name="logger">Told of its failures, a line a cause and minute; null for nobody.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">The connection string is missing or is not one; the message does not repeat it.</exception>
    public static Database Open(DatabaseOptions options, ILogger<Database>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ILogger log = logger ?? (ILogger)NullLogger.Instance;
        time ??= TimeProvider.System;
        return new(options.Provider == DatabaseProvider.PostgreSql ? OpenPostgreSql(options, log, time) : OpenSqlite(options, log, time), options.Pooler, log, time);
    }

    /// <summary>Brings the database to this code's schema. Again, or from several silos at once, it is applied once.</summary>
    /// <exception cref="SchemaException">It was made by another version's scripts; nothing is changed.</exception>
    public Task ApplySchemaAsync(CancellationToken cancellationToken = default) => SchemaApplier.ApplyAsync(Dialect, cancellationToken);

    /// <summary>
    /// Compares this silo's key for secrets with that of the database, which must have this code's schema. A silo with another key would
    /// serve every volume and be unable to tell a host its password.
    /// The first silo of a database leaves a proof of its key there.
    /// </summary>
    /// <exception cref="SecretsKeyException">The keys differ.</exception>
    public Task CheckSecretsKeyAsync(ISecretSealer sealer, CancellationToken cancellationToken = default) => SecretsKeyCheck.RunAsync(Dialect, sealer, cancellationToken);

    /// <summary>Looks, before anything is written, whether the server is one that can be used.</summary>
    /// <exception cref="DatabaseUnfitException">It cannot.</exception>
    /// <exception cref="DbException">It does not answer; <see cref="Explain"/> says what an operator can do.</exception>
    public async Task CheckServerAsync(CancellationToken cancellationToken = default)
    {
        if (Dialect is PostgreSqlDialect) await PostgreSqlFitness.LookAsync(Dialect, _pooler, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Says how many connections this silo takes, and those that are up, of those that the server gives; a warning when it gives too few.
    /// The database must have this code's schema.
    /// </summary>
    public async Task SayConnectionsAsync(CancellationToken cancellationToken = default)
    {
        if (Dialect is not PostgreSqlDialect postgreSql) return;
        var (version, given, others) = await PostgreSqlFitness.CountConnectionsAsync(Dialect, cancellationToken).ConfigureAwait(false);
        var mine = postgreSql.MaxConnections;
        if ((others + 1) * mine <= given) LogConnections(_logger, version, mine, others, given);
        else LogFewConnections(_logger, version, mine, others, given);
    }

    /// <summary>Does a small write. Answers within a second or two, whatever the database does.</summary>
    /// <returns>Null when it was done; else why not, in words for anybody: the log says more.</returns>
    public async Task<string?> WhyNotWritableAsync(CancellationToken cancellationToken = default) =>
        await _probe.AskAsync(cancellationToken).ConfigureAwait(false) is { } failure ? DatabaseCauses.Of(failure.Cause).Text : null;

    /// <summary>What a driver's exception means, and what an operator can do, in one line.</summary>
    public static string Explain(DbException exception) =>
        (exception is SqliteException ? SqliteFailures.Read(exception) : PostgreSqlFailures.Read(exception ?? throw new ArgumentNullException(nameof(exception)))).Told;

    /// <summary>Compares this machine's clock with the database's; null when that is the same one.</summary>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ClockReading?> ReadClockAsync(TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (Dialect.Now is not { } now) return null;
        ClockReading? best = null;
        for (var question = 0; question < ClockQuestions; question++)
        {
            var reading = await Dialect.RunAsync(c => ReadClockAsync(c, now, time, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (best is null || reading.Uncertainty < best.Value.Uncertainty) best = reading;
        }
        return best;
    }

    /// <summary>Lets writes that wait end, then closes every connection.</summary>
    public ValueTask DisposeAsync() => Dialect.DisposeAsync();

    private static async Task<ClockReading> ReadClockAsync(DbConnection connection, string now, TimeProvider time, CancellationToken cancellationToken)
    {
        var (asked, began) = (time.GetUtcNow(), time.GetTimestamp());
        var theirs = await connection.ExecuteScalarAsync<double>(new CommandDefinition($"SELECT {now}", cancellationToken: cancellationToken)).ConfigureAwait(false);
        var half = time.GetElapsedTime(began) / 2;
        return new(asked + half - DateTimeOffset.UnixEpoch.AddTicks((long)(theirs * TimeSpan.TicksPerSecond)), half);
    }

    private static PostgreSqlDialect OpenPostgreSql(DatabaseOptions options, ILogger logger, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new ArgumentException("PostgreSQL needs a connection string.", nameof(options));
        return new PostgreSqlDialect(options.ConnectionString, options.Pooler, logger, time);
    }

    private static SqliteDialect OpenSqlite(DatabaseOptions options, ILogger logger, TimeProvider time)
    {
        PrivateFiles.MakeDirectory(options.DataDirectory);
        var connectionString = string.IsNullOrWhiteSpace(options.ConnectionString) ? "Data Source=" + Path.Combine(options.DataDirectory, "storage.db") : options.ConnectionString;
        SqliteFile.Prepare(connectionString);
        return new SqliteDialect(connectionString, logger, time);
    }

    [LoggerMessage(1703, LogLevel.Information, "PostgreSQL {Version}: this silo takes up to {Mine} connections, as does each of {Others} others that are up; the server gives {Given} to all programs")]
    private static partial void LogConnections(ILogger logger, string version, int mine, int others, int given);

    [LoggerMessage(1704, LogLevel.Warning, "PostgreSQL {Version}: this silo takes up to {Mine} connections, as does each of {Others} others that are up, and the server gives only {Given} to all programs: raise its max_connections, or lower Maximum Pool Size in Storage:Database:ConnectionString")]
    private static partial void LogFewConnections(ILogger logger, string version, int mine, int others, int given);
}
