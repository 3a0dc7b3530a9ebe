using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// Connections to one SQLite file that are opened once and used again: write-ahead log, every commit on the disk before it is acknowledged.
/// Safe from any thread; a connection is one caller's at a time.
/// </summary>
internal sealed class SqliteDataSource : DbDataSource
{
    // busy_timeout is for other processes, such as a backup: our own writers never meet, see SqliteWriteQueue.
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=1000; PRAGMA temp_store=MEMORY;";

    /// <summary>How long a statement waits for another process's lock; whoever waits behind it waits as long once more.</summary>
    private const int LongestLockSeconds = 5;

    private readonly ConcurrentBag<SqlitePooledConnection> _idle = [];
    private readonly AsyncLocal<SqlitePooledConnection?> _current = new();
    private volatile bool _closed;

    /// <summary>Opens no connection yet.</summary>
    public SqliteDataSource(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (!builder.ShouldSerialize("Default Timeout")) builder.DefaultTimeout = LongestLockSeconds;
        ConnectionString = builder.ToString();
    }

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <summary>
    /// From now on, everybody who opens a connection in the caller's flow of control gets this one, and closing it does nothing: how statements of Orleans' storage get into a transaction of ours.
    /// </summary>
    public SqlitePooledConnection Hold()
    {
        var connection = Rent();
        connection.IsHeld = true;
        _current.Value = connection;
        return connection;
    }

    /// <summary>Takes back a connection that its user closed; false when it is to be closed for real.</summary>
    internal bool Return(SqlitePooledConnection connection)
    {
        if (connection.IsHeld)
            return true;
        if (_closed)
            return false;
        _idle.Add(connection);
        return true;
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqlitePooledConnection(this);

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection() => _current.Value ?? Rent();

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(OpenDbConnection());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        base.Dispose(disposing);
    }

    private SqlitePooledConnection Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_idle.TryTake(out var idle))
            return idle;
        var connection = new SqlitePooledConnection(this);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        return connection;
    }
}
