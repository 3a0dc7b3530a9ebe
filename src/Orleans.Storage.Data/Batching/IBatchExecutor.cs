namespace OrleansStorage.Data.Batching;

/// <summary>How a database carries out several statements as one transaction. Used by one lane of a queue at a time.</summary>
internal interface IBatchExecutor : IAsyncDisposable
{
    /// <summary>Carries out every statement, sets its <see cref="BatchedCommand.Rows"/> and commits: all or none.</summary>
    Task ExecuteAsync(IReadOnlyList<BatchedCommand> batch);

    /// <summary>Whether a failure is the fault of one statement, so that the others may succeed without it.</summary>
    bool IsOneStatementsFault(Exception failure);
}
