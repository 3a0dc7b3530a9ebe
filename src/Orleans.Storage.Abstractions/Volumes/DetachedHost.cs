using OrleansStorage.Backends;

namespace OrleansStorage.Volumes;

/// <summary>One host that a force-detach was about. Immutable.</summary>
/// <param name="Host">The host.</param>
/// <param name="Initiator">The host, as the array names it.</param>
/// <param name="Shows">What the array showed of it afterwards. Still exported when another attachment of the host needs it.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.DetachedHost")]
public sealed record DetachedHost([property: Id(0)] string Host, [property: Id(1)] string? Initiator, [property: Id(2)] HostOnArray Shows);
