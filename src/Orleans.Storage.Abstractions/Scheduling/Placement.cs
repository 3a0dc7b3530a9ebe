using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Scheduling;

/// <summary>Where a volume goes, or why nowhere. The pool has already set the space aside. Immutable.</summary>
/// <param name="Backend">The pool; null when none can take it.</param>
/// <param name="AvailabilityZone">The pool's zone.</param>
/// <param name="SharedTargets">Whether the pool's targets are shared.</param>
/// <param name="Dropped">Which filter dropped which pool, and why.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.Placement")]
public sealed record Placement([property: Id(0)] BackendId? Backend, [property: Id(1)] string? AvailabilityZone, [property: Id(2)] bool SharedTargets, [property: Id(3)] ImmutableArray<DroppedPool> Dropped)
{
    /// <summary>One line that says why no pool was chosen.</summary>
    public string Why => Dropped.IsEmpty ? "no pool is configured" : string.Join("; ", Dropped.Select(d => $"{d.Backend}: {d.Filter} ({d.Why})"));
}
