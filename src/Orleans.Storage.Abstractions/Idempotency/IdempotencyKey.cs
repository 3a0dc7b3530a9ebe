namespace OrleansStorage.Idempotency;

/// <summary>A key that a client gave to a create, as it is on record. Immutable.</summary>
/// <param name="Key">A digest of who asked, what was asked and the client's own text.</param>
/// <param name="RequestDigest">A digest of the request's body.</param>
/// <param name="ResourceId">The id that what is made gets, however often the request is repeated.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Answer">The answer that was given; null until there was one.</param>
public sealed record IdempotencyKey(string Key, string RequestDigest, Guid ResourceId, DateTimeOffset TakenAt, IdempotentAnswer? Answer = null);
