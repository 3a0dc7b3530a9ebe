using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;
using OrleansStorage.Data.Failures;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>PostgreSQL, 15 or newer. Safe from any thread.</summary>
internal sealed class PostgreSqlDialect : IDatabaseDialect
{
    /// <summary>Any number, the same in every version of this product: it keeps schema changes of several silos apart.</summary>
    private const long SchemaLock = 0x4F53544F52414745;

    private static readonly TimeSpan BetweenClears = TimeSpan.FromSeconds(1);
    private readonly PostgreSqlDataSource _dataSource;
    private readonly TimeProvider _time;
    private long _cleared;

    /// <summary>Opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgreSqlDialect(string connectionString, DatabasePooler pooler, ILogger logger, TimeProvider time)
    {
        _time = time;
        _dataSource = new(PostgreSqlConnections.Build(connectionString, pooler));
        Guard = new(PostgreSqlFailures.Read, new(logger, time, Failed), time);
    }

    /// <inheritdoc/>
    public DatabaseGuard Guard { get; }

    /// <summary>How many connections this silo holds at most, all that it does together.</summary>
    public int MaxConnections => new Npgsql.NpgsqlConnectionStringBuilder(_dataSource.ConnectionString).MaxPoolSize;

    /// <inheritdoc/>
    public DbDataSource DataSource => _dataSource;

    /// <inheritdoc/>
    public string Invariant => "Npgsql";

    /// <inheritdoc/>
    public string ScriptFolder => "PostgreSql";

    // An empty escape: Cinder hands the value to LIKE as it is, and a trailing backslash must not be an error.
    /// <inheritdoc/>
    public string Like(string column, string parameter) => $"{column} ILIKE '%' || {parameter} || '%' ESCAPE ''";

    /// <inheritdoc/>
    public string HasEntry(string column, string key, string value) => $"{column} ->> {key} = {value}";

    /// <inheritdoc/>
    public string StateKey(string column) => column + "::text";

    /// <inheritdoc/>
    public string Document(string row) => $"convert_to({row}.payload, 'UTF8')";

    /// <inheritdoc/>
    public string EndedAt(string document) => $"first_ended_at({document})";

    /// <inheritdoc/>
    public string SetDocument(string value) => $"payload = convert_from({value}, 'UTF8'), modifiedon = now()";

    /// <inheritdoc/>
    public string ProjectVolume => "SELECT project_again(CAST(@id AS uuid), payload) FROM orleansstorage WHERE grainidextensionstring = @id AND graintypestring = 'volume'";

    /// <inheritdoc/>
    public string ProjectGroup => "SELECT project_group(CAST(@id AS uuid), CAST(payload AS jsonb)) FROM orleansstorage WHERE grainidextensionstring = @id AND graintypestring = 'group'";

    /// <inheritdoc/>
    public string Now => "CAST(extract(epoch FROM clock_timestamp()) AS double precision)";

    /// <inheritdoc/>
    public string AgeOfState => "CAST(extract(epoch FROM clock_timestamp() - modifiedon) AS double precision)";

    /// <inheritdoc/>
    public object Parameter(Guid value) => value;

    /// <inheritdoc/>
    public object Parameter(DateTimeOffset value) => value.UtcDateTime;

    /// <inheritdoc/>
    public async Task<T> ConnectAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await work(connection).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        ConnectAsync(c => c.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@SchemaLock)", new { SchemaLock }, transaction, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        return transaction;
    }

    /// <summary>
    /// A server that takes no writes, or is about to stop, is not the primary any more: the same address may lead to another by now, and
    /// only a new connection finds it. Not more often than every second, for it may stay so.
    /// </summary>
    private void Failed(DatabaseFailure failure)
    {
        if (failure.Cause == DatabaseCause.NoAnswer) LendThreads();
        if (failure.Cause is not (DatabaseCause.ReadOnly or DatabaseCause.Starting or DatabaseCause.Lost)) return;
        var (now, last) = (_time.GetTimestamp(), Interlocked.Read(ref _cleared));
        if (last != 0 && _time.GetElapsedTime(last, now) < BetweenClears) return;
        if (Interlocked.CompareExchange(ref _cleared, now, last) == last) _dataSource.Clear();
    }

    /// <summary>
    /// Npgsql tells a server of each statement that is late by a connection of its own, and a thread waits for that, for a server that does
    /// not answer as long as for a connection. Without threads to spare all else
    /// of the silo would wait too, its answers to other silos' probes among them, and it would be declared dead for its database.
    /// </summary>
    private void LendThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        var wanted = Environment.ProcessorCount + MaxConnections;
        if (workers < wanted) ThreadPool.SetMinThreads(wanted, completions);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();
}
