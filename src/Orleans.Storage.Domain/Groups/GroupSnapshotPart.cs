using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Groups;

/// <summary>One volume's snapshot of a group snapshot. Immutable.</summary>
/// <param name="VolumeId">The volume; it may have left the group since.</param>
/// <param name="SnapshotId">Its snapshot, named before it is made, so that a repetition makes no second one.</param>
public sealed record GroupSnapshotPart([property: JsonPropertyName("volume")] VolumeId VolumeId, [property: JsonPropertyName("snapshot")] SnapshotId SnapshotId);
