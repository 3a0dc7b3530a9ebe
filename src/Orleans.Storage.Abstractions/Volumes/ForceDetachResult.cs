using System.Collections.Immutable;

namespace OrleansStorage.Volumes;

/// <summary>What the array showed after a host was cut by force. Immutable.</summary>
/// <param name="Hosts">The hosts that the detach was about; empty when nothing was exported to them any more.</param>
/// <param name="Error">Why the array could not be read afterwards; null when it was. What was detached is detached.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ForceDetachResult")]
public sealed record ForceDetachResult([property: Id(0)] ImmutableArray<DetachedHost> Hosts, [property: Id(1)] string? Error);
