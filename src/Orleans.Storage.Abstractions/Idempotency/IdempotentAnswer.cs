using OrleansStorage.Connections;

namespace OrleansStorage.Idempotency;

/// <summary>The answer to a create. Immutable.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body: a secret, for it may say how a host logs in.</param>
public sealed record IdempotentAnswer(int Status, Secret Body);
