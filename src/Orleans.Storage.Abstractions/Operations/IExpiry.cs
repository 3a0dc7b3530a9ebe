namespace OrleansStorage.Operations;

/// <summary>Takes out of the database what was kept long enough, some at a time. Safe from any thread; every call may be repeated.</summary>
public interface IExpiry
{
    /// <summary>
    /// Looks at the next entries of the timelines, volume by volume, and removes those that ended too long ago. Looks at no more than <paramref name="limit"/>, so that it never holds the database up.
    /// </summary>
    /// <param name="after">Where the call before it came to; default for the beginning.</param>
    /// <param name="endedBefore">Entries that ended before are removed.</param>
    /// <param name="limit">How many to look at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<ExpirySweep> RemoveOperationsAsync(ExpiryPlace after, DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken);
}
