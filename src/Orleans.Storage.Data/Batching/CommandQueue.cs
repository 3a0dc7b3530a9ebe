using System.Threading.Channels;

namespace OrleansStorage.Data.Batching;

/// <summary>
/// Where statements wait for a lane. Those that wait at the same moment share one transaction, and so one way to the database and one wait for its disk: the busier, the cheaper each becomes,
/// and the wait of each is bounded by that of a few commits. A statement still fails or succeeds alone. Safe from any thread.
/// </summary>
internal sealed class CommandQueue : IAsyncDisposable
{
    // More would lengthen the first one's wait and save little: the transaction's share of a statement is small by then.
    private const int MaxBatch = 64;

    private readonly Channel<BatchedCommand> _waiting = Channel.CreateUnbounded<BatchedCommand>();
    private readonly Func<CommandQueue, BatchedCommand> _newCommand;
    private readonly Func<IBatchExecutor> _newExecutor;
    private readonly int _laneCount;
    private readonly Lazy<Task> _lanes;

    /// <summary>Starts nothing until the first statement.</summary>
    /// <param name="newCommand">Makes a statement of the database's own kind.</param>
    /// <param name="newExecutor">Makes what a lane works with.</param>
    /// <param name="laneCount">How many transactions may be open at once.</param>
    public CommandQueue(Func<CommandQueue, BatchedCommand> newCommand, Func<IBatchExecutor> newExecutor, int laneCount)
    {
        (_newCommand, _newExecutor, _laneCount) = (newCommand, newExecutor, laneCount);
        _lanes = new(StartLanes);
    }

    /// <summary>A new statement, not yet waiting.</summary>
    public BatchedCommand CreateCommand() => _newCommand(this);

    /// <summary>Lets a statement wait for its turn.</summary>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public void Add(BatchedCommand command)
    {
        _ = _lanes.Value;
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(command), this);
    }

    /// <summary>Lets what waits end, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_lanes.IsValueCreated)
            await _lanes.Value.ConfigureAwait(false);
    }

    // A lane belongs to no caller: it must not carry the first one's trace and request context for ever.
    private Task StartLanes()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.WhenAll(Enumerable.Range(0, _laneCount).Select(_ => Task.Run(RunLaneAsync)));
    }

    private async Task RunLaneAsync()
    {
        await using var executor = _newExecutor();
        var batch = new List<BatchedCommand>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var command))
                batch.Add(command);
            if (batch.Count > 0)
                await ExecuteAsync(executor, batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private static async Task ExecuteAsync(IBatchExecutor executor, IReadOnlyList<BatchedCommand> batch)
    {
        try
        {
            await executor.ExecuteAsync(batch).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await FailAsync(executor, batch, failure).ConfigureAwait(false);
            return;
        }
        foreach (var command in batch)
            command.Committed();
    }

    // One statement's fault is not its neighbours': nothing was committed, so each gets a transaction of its own.
    private static async Task FailAsync(IBatchExecutor executor, IReadOnlyList<BatchedCommand> batch, Exception failure)
    {
        if (batch.Count > 1 && executor.IsOneStatementsFault(failure))
        {
            foreach (var command in batch)
                await ExecuteAsync(executor, [command]).ConfigureAwait(false);
            return;
        }
        foreach (var command in batch)
            command.Failed(failure);
    }
}
