using System.Text.Json.Serialization;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>One line of the journal: this volume, snapshot or foreign object has this size now. Immutable.</summary>
/// <param name="Volume">The volume, or the snapshot's volume.</param>
/// <param name="Snapshot">The snapshot; null when the line is about the volume.</param>
/// <param name="SizeGiB">Its size; null when it is gone.</param>
/// <param name="Epoch">The epoch of the call.</param>
internal sealed record SimulatedJournalEntry(
    [property: JsonPropertyName("volume")] VolumeId Volume,
    [property: JsonPropertyName("snapshot")] SnapshotId? Snapshot,
    [property: JsonPropertyName("sizeGiB")] int? SizeGiB,
    [property: JsonPropertyName("epoch")] long Epoch)
{
    /// <summary>A line that says whose the array is, and nothing else.</summary>
    public static SimulatedJournalEntry Of(ArrayMark mark) => new(default, null, null, 0) { Mark = mark };

    /// <summary>The operation that carried the epoch.</summary>
    [JsonPropertyName("operation"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public OperationId? Operation { get; init; }

    /// <summary>The installation that made the volume or the snapshot; null when the array belonged to nobody.</summary>
    [JsonPropertyName("owner"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InstallationId? Owner { get; init; }

    /// <summary>Whose the array is now; null when the line says nothing of that.</summary>
    [JsonPropertyName("mark"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ArrayMark? Mark { get; init; }

    /// <summary>Whether the line says only whose the array is.</summary>
    [JsonIgnore] public bool IsMarkOnly => Mark is not null;

    /// <summary>The foreign object that it was made of, or that it became; null when there is none.</summary>
    [JsonPropertyName("foreign"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Foreign { get; init; }

    /// <summary>Whether the line is about the foreign object alone: then the volume is the one that it is a snapshot of, or none.</summary>
    [JsonPropertyName("foreignOnly"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsForeignOnly { get; init; }
}
