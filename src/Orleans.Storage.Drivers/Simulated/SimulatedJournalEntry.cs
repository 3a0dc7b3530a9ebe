using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>One line of the journal: this volume or snapshot has this size now. Immutable.</summary>
/// <param name="Volume">The volume, or the snapshot's volume.</param>
/// <param name="Snapshot">The snapshot; null when the line is about the volume.</param>
/// <param name="SizeGiB">Its size; null when it is gone.</param>
/// <param name="Epoch">The epoch of the call.</param>
internal sealed record SimulatedJournalEntry(
    [property: JsonPropertyName("volume")] VolumeId Volume,
    [property: JsonPropertyName("snapshot")] SnapshotId? Snapshot,
    [property: JsonPropertyName("sizeGiB")] int? SizeGiB,
    [property: JsonPropertyName("epoch")] long Epoch);
