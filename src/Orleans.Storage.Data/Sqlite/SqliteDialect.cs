using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OrleansStorage.Data.Failures;

namespace OrleansStorage.Data.Sqlite;

/// <summary>SQLite, one file. Safe from any thread.</summary>
internal sealed class SqliteDialect : IDatabaseDialect
{
    private readonly SqliteDataSource _dataSource;

    /// <summary>Opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public SqliteDialect(string connectionString, ILogger logger, TimeProvider time)
    {
        Guard = new(SqliteFailures.Read, new(logger, time, static _ => { }), time);
        _dataSource = new SqliteDataSource(connectionString);
        Writes = new SqliteWriteQueue(_dataSource);
    }

    /// <inheritdoc/>
    public DatabaseGuard Guard { get; }

    /// <summary>Everything that writes goes through here.</summary>
    public SqliteWriteQueue Writes { get; }

    /// <inheritdoc/>
    public DbDataSource DataSource => _dataSource;

    // Orleans maps this name, and no other, to Microsoft.Data.Sqlite.
    /// <inheritdoc/>
    public string Invariant => "System.Data.SQLite";

    /// <inheritdoc/>
    public string ScriptFolder => "Sqlite";

    /// <inheritdoc/>
    public string Like(string column, string parameter) => $"{column} LIKE '%' || {parameter} || '%'";

    /// <inheritdoc/>
    public string HasEntry(string column, string key, string value) => $"EXISTS (SELECT 1 FROM json_each(iif(json_valid({column}), {column}, '{{}}')) entry WHERE entry.key = {key} AND entry.value = {value})";

    /// <inheritdoc/>
    public string StateKey(string column) => column;

    /// <inheritdoc/>
    public string Document(string row) => row + ".PayloadBinary";

    /// <inheritdoc/>
    public string EndedAt(string document) => $"iif(json_valid({document}), {document} ->> '$[0].ended', NULL)";

    /// <inheritdoc/>
    public string SetDocument(string value) => $"PayloadBinary = {value}, ModifiedOn = datetime('now')";

    // What was there before is told to have ended the same operations, so that none is on the timeline twice.
    /// <inheritdoc/>
    public string ProjectVolume => """
        DELETE FROM volumes WHERE id = @id;
        DELETE FROM attachments WHERE volume_id = @id;
        DELETE FROM snapshots WHERE volume_id = @id;
        DELETE FROM intents WHERE volume_id = @id;
        DELETE FROM transfers WHERE volume_id = @id;
        INSERT INTO volume_change SELECT GrainIdExtensionString, json_object('ended', json(CAST(PayloadBinary AS TEXT) -> '$.ended')), CAST(PayloadBinary AS TEXT)
        FROM OrleansStorage WHERE GrainIdExtensionString = @id AND GrainTypeString = 'volume';
        """;

    /// <inheritdoc/>
    public string ProjectGroup => "INSERT INTO group_change SELECT GrainIdExtensionString, CAST(PayloadBinary AS TEXT) FROM OrleansStorage WHERE GrainIdExtensionString = @id AND GrainTypeString = 'group'";

    /// <inheritdoc/>
    public string? Now => null;

    /// <inheritdoc/>
    public string? AgeOfState => null;

    /// <inheritdoc/>
    public object Parameter(Guid value) => value.ToString("D");

    // As System.Text.Json writes it, so that it compares as text with what the triggers took from the documents.
    /// <inheritdoc/>
    public object Parameter(DateTimeOffset value) => value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public Task<T> ConnectAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        // Microsoft.Data.Sqlite blocks, also where it is called asynchronous; a grain's scheduler must not.
        Task.Run(async () =>
        {
            await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var changed = 0;
        await Writes.RunAsync(async () =>
        {
            await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            changed = await connection.ExecuteAsync(sql, parameters).ConfigureAwait(false);
        }, undo: static () => { }).ConfigureAwait(false);
        return changed;
    }

    /// <inheritdoc/>
    public Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync().ConfigureAwait(false);
        await _dataSource.DisposeAsync().ConfigureAwait(false);
    }
}
