using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Reconciliation;

/// <summary>Asks a volume whose record is behind its array to take over what the array shows. Immutable.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Seen">What the array has seen of it.</param>
/// <param name="Shown">What the array shows of it.</param>
/// <param name="IsDryRun">Whether it only says what it would do.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.RecoverVolumeRequest")]
public sealed record RecoverVolumeRequest([property: Id(0)] VolumeId VolumeId, [property: Id(1)] SeenEpoch Seen, [property: Id(2)] ImmutableArray<ArrayExport> Shown, [property: Id(3)] bool IsDryRun);
