using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// The one writer of a SQLite file. Writes that wait at the same moment share one transaction, and so one wait for the disk: this bounds the wait of each by that of few commits, however many
/// there are, where writers that compete for the file's lock sleep and retry for seconds. Safe from any thread.
/// </summary>
internal sealed class SqliteWriteQueue : IAsyncDisposable
{
    // More would lengthen the first one's wait and save little: the disk's share of a write is small by then.
    private const int MaxWritesPerCommit = 64;

    private readonly Channel<SqliteWrite> _waiting = Channel.CreateUnbounded<SqliteWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteDataSource _dataSource;
    private readonly Lazy<Task> _loop;

    /// <summary>Opens nothing until the first write.</summary>
    public SqliteWriteQueue(SqliteDataSource dataSource)
    {
        _dataSource = dataSource;
        _loop = new(StartLoop);
    }

    /// <summary>Answers when <paramref name="apply"/> has run and its transaction is on the disk; throws what it threw.</summary>
    /// <param name="apply">The statement; it must open its connection from the data source. It may run twice: the first time's effects are rolled back and undone then.</param>
    /// <param name="undo">Takes back what <paramref name="apply"/> did to memory.</param>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task RunAsync(Func<Task> apply, Action undo)
    {
        _ = _loop.Value;
        var write = new SqliteWrite(apply, undo);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(write), this);
        return write.Done;
    }

    /// <summary>Lets what waits end, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop.IsValueCreated)
            await _loop.Value.ConfigureAwait(false);
    }

    // The loop belongs to no caller: it must not see the first one's trace or request context for ever.
    private Task StartLoop()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(LoopAsync);
    }

    private async Task LoopAsync()
    {
        SqlitePooledConnection? held = null;
        var batch = new List<SqliteWrite>(MaxWritesPerCommit);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MaxWritesPerCommit && _waiting.Reader.TryRead(out var write))
                batch.Add(write);
            try
            {
                held ??= _dataSource.Hold();
                await CommitAsync(held, batch).ConfigureAwait(false);
            }
            catch (SqliteException unopened)
            {
                Refuse(batch, unopened);
            }
            batch.Clear();
        }
        held?.Release();
    }

    private static async Task CommitAsync(SqlitePooledConnection connection, IReadOnlyList<SqliteWrite> batch)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var write in batch)
                await write.ApplyAsync().ConfigureAwait(false);
            connection.Execute("COMMIT");
        }
        catch (Exception failure)
        {
            connection.RollBack();
            await FailAsync(connection, batch, failure).ConfigureAwait(false);
            return;
        }
        foreach (var write in batch)
            write.Committed();
    }

    // Nothing has been tried. Those who came while the first ones waited, for a lock as a rule, would wait for the same.
    private void Refuse(List<SqliteWrite> batch, SqliteException refusal)
    {
        while (_waiting.Reader.TryRead(out var write))
            batch.Add(write);
        batch.ForEach(w => w.Failed(refusal));
    }

    // One write's failure is not its neighbours': each gets a transaction of its own.
    private static async Task FailAsync(SqlitePooledConnection connection, IReadOnlyList<SqliteWrite> batch, Exception failure)
    {
        foreach (var write in batch)
            write.Undo();
        if (batch.Count == 1)
        {
            batch[0].Failed(failure);
            return;
        }
        foreach (var write in batch)
            await CommitAsync(connection, [write]).ConfigureAwait(false);
    }
}
