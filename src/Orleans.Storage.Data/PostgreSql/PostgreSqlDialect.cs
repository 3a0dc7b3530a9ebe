using System.Data.Common;
using Dapper;
using Npgsql;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>PostgreSQL, 15 or newer. Safe from any thread.</summary>
internal sealed class PostgreSqlDialect : IDatabaseDialect
{
    /// <summary>Any number, the same in every version of this product: it keeps schema changes of several silos apart.</summary>
    private const long SchemaLock = 0x4F53544F52414745;

    /// <summary>
    /// What our statements gain from: they are few and repeated, so they are prepared; they leave nothing behind in a session, so it is not reset;
    /// and a server serves a few dozen connections best. Scans of whole tables and sorts of whole projects are a last resort, because a session keeps the plans that it makes while the tables are
    /// small, and each of our statements has its index; compiling a plan costs more than running it. The operator's own connection string overrides each.
    /// </summary>
    private const string Defaults = "Max Auto Prepare=64;Auto Prepare Min Usages=2;No Reset On Close=true;Maximum Pool Size=32;Application Name=orleans-storage;Options=-c jit=off -c enable_seqscan=off -c enable_bitmapscan=off;";

    private readonly NpgsqlDataSource _dataSource;

    /// <summary>Opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgreSqlDialect(string connectionString) => _dataSource = new NpgsqlDataSourceBuilder(Defaults + connectionString).Build();

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
    public string EndedAt(string document) => $"(line_part({document}) -> 'ended' -> 0 ->> 'ended')::timestamptz";

    /// <inheritdoc/>
    public object Parameter(Guid value) => value;

    /// <inheritdoc/>
    public object Parameter(DateTimeOffset value) => value.UtcDateTime;

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await work(connection).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> WriteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        RunAsync(c => c.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@SchemaLock)", new { SchemaLock }, transaction, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        return transaction;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();
}
