using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>A volume that a new group is to have, as a copy. Immutable.</summary>
/// <param name="Id">The new volume's id, chosen before it is made, so that a repetition makes no second one.</param>
/// <param name="Source">The volume to copy, or the snapshot's volume.</param>
/// <param name="SnapshotId">The snapshot to copy; null for the volume as it is.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupCopy")]
public sealed record GroupCopy([property: Id(0), JsonPropertyName("id")] VolumeId Id, [property: Id(1), JsonPropertyName("source")] VolumeId Source,
    [property: Id(2), JsonPropertyName("snapshot")] SnapshotId? SnapshotId);
