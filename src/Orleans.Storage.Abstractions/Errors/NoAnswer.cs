using Orleans.Runtime;

namespace OrleansStorage.Errors;

/// <summary>Tells a grain that did not answer from one that said no.</summary>
public static class NoAnswer
{
    /// <summary>
    /// Whether a grain call failed without the grain's own word: it was late, its silo was lost, or the database, without which it can
    /// neither start nor decide, is away. What was asked may have been done all the same.
    /// </summary>
    public static bool Is(Exception exception) => exception is TimeoutException or OrleansException or StorageException { Error.Reason: ErrorReason.Database };
}
