namespace OrleansStorage.Data.Sqlite;

/// <summary>One write that waits for its commit.</summary>
/// <param name="Apply">Runs the statement; its exceptions are the caller's.</param>
/// <param name="Undo">Takes back what <paramref name="Apply"/> did to the caller's memory, when the commit did not come.</param>
internal sealed record SqliteWrite(Func<Task> Apply, Action Undo)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refusal;

    /// <summary>Ends when the write is on the disk, or failed.</summary>
    public Task Done => _done.Task;

    /// <summary>Runs the statement within the open transaction. A conflict is this write's own answer and harms no other.</summary>
    public async Task ApplyAsync()
    {
        _refusal = null;
        try
        {
            await Apply().ConfigureAwait(false);
        }
        catch (Orleans.Storage.InconsistentStateException conflict)
        {
            _refusal = conflict;
        }
    }

    /// <summary>The transaction is committed.</summary>
    public void Committed()
    {
        if (_refusal is null)
            _done.SetResult();
        else
            _done.SetException(_refusal);
    }

    /// <summary>The transaction is not committed, and will not be; nothing when the write has its answer already.</summary>
    public void Failed(Exception exception) => _done.TrySetException(exception);
}
