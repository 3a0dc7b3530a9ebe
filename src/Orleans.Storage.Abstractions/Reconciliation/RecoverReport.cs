using System.Collections.Immutable;
using OrleansStorage.Backends;

namespace OrleansStorage.Reconciliation;

/// <summary>How a record that is behind its array and the array are brought together, or would be. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="IsDryRun">Whether it only looked.</param>
/// <param name="Standing">How the record stands to the array, after what was done.</param>
/// <param name="Volumes">Every volume whose record was behind.</param>
/// <param name="Unknown">What the array shows with our mark of volumes that are not on record: nothing removes it unasked.</param>
/// <param name="Error">Why nothing could be looked at or done; null when it could.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.RecoverReport")]
public sealed record RecoverReport([property: Id(0)] DateTimeOffset At, [property: Id(1)] bool IsDryRun, [property: Id(2)] BackendStanding Standing, [property: Id(3)] ImmutableArray<RecoveredVolume> Volumes,
    [property: Id(4)] ImmutableArray<Drift> Unknown, [property: Id(5)] string? Error);
