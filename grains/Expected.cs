using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Volumes;

namespace OrleansStorage.Grains;

/// <summary>
/// What can go wrong without anybody's mistake is told in its own words, in one short line; only a defect has a stack to look at.
/// </summary>
internal static class Expected
{
    /// <summary>The exception, for the log, when it is a defect; null when it is one that the product expects.</summary>
    public static Exception? Unless(Exception exception) =>
        exception is StorageException or StaleStateException or InconsistentStateException or TimeoutException or OperationCanceledException || NoAnswer.Is(exception) ? null : exception;

    /// <summary>Whether the database's own line in the log has said it: a line of each volume besides would hide it.</summary>
    public static bool IsSaid(Exception exception) => (exception as StorageException ?? exception.InnerException as StorageException) is { Error.Reason: ErrorReason.Database };
}
