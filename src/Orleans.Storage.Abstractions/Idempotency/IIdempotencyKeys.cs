namespace OrleansStorage.Idempotency;

/// <summary>
/// Remembers the keys that clients give to their creates, so that a repetition makes nothing twice. Durable, and decided by a unique key of the database: of callers who take one key at the same
/// moment, on any silo, one is first and the others learn what it took. Safe from any thread; every call may be repeated.
/// </summary>
public interface IIdempotencyKeys
{
    /// <summary>How long a key is kept after it was taken first.</summary>
    static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>Takes a key, unless it is taken; one whose time is over is taken anew. Answers what is on record then: the caller's own, or an earlier one.</summary>
    /// <param name="wanted">The key, and what it would stand for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IdempotencyKey> TakeAsync(IdempotencyKey wanted, CancellationToken cancellationToken);

    /// <summary>Keeps the answer to a key's request, sealed; the first one stays. Returns the one that is kept.</summary>
    /// <param name="key">The key as it was taken.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IdempotentAnswer> KeepAnswerAsync(IdempotencyKey key, IdempotentAnswer answer, CancellationToken cancellationToken);

    /// <summary>Removes keys whose time is over, the oldest first; answers how many.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<int> RemoveExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
