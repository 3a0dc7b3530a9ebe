using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Reconciliation;

/// <summary>One volume whose record is behind its array, and what is done about it. Immutable.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Known">The highest epoch that its record knew of.</param>
/// <param name="Seen">The highest epoch that the array has seen.</param>
/// <param name="Steps">What is changed on record, a sentence each.</param>
/// <param name="Outcome"><c>done</c>, or why not; null when it was only looked at.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.RecoveredVolume")]
public sealed record RecoveredVolume([property: Id(0)] VolumeId VolumeId, [property: Id(1)] long Known, [property: Id(2)] long Seen, [property: Id(3)] ImmutableArray<string> Steps, [property: Id(4)] string? Outcome);
