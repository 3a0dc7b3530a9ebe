using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>What a new volume's data is copied from. Immutable.</summary>
/// <param name="VolumeId">The source volume, or the volume of the source snapshot.</param>
/// <param name="SnapshotId">The source snapshot; null to copy the volume as it is.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeSource")]
public readonly record struct VolumeSource([property: Id(0)] VolumeId VolumeId, [property: Id(1)] SnapshotId? SnapshotId);
