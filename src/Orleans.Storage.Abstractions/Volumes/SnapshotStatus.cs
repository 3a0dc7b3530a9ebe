using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>Where a snapshot is in its life; Cinder's words. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<SnapshotStatus>))]
public enum SnapshotStatus
{
    /// <summary>The array is making it.</summary>
    [JsonStringEnumMemberName("creating")] Creating = 0,
    /// <summary>Ready.</summary>
    [JsonStringEnumMemberName("available")] Available = 1,
    /// <summary>The array is removing it.</summary>
    [JsonStringEnumMemberName("deleting")] Deleting = 2,
    /// <summary>Its creation failed, or an operator said so.</summary>
    [JsonStringEnumMemberName("error")] Error = 3,
    /// <summary>Its removal failed.</summary>
    [JsonStringEnumMemberName("error_deleting")] ErrorDeleting = 4,
    /// <summary>Its volume is being taken back to it.</summary>
    [JsonStringEnumMemberName("restoring")] Restoring = 5,
    /// <summary>It is being let go: its record ends, its data stays on the array.</summary>
    [JsonStringEnumMemberName("unmanaging")] Unmanaging = 6,
}
