using System.Text.Json.Serialization;

namespace OrleansStorage.Messages;

/// <summary>Why it failed, by Cinder's numbers; the words are Cinder's texts. Append only: values are stored.</summary>
public enum MessageDetail
{
    /// <summary>No pool can take the volume.</summary>
    [JsonStringEnumMemberName("Could not find any available weighted backend.")] NoBackendAvailable = 3,
    /// <summary>The array did not grow the volume.</summary>
    [JsonStringEnumMemberName("Volume Driver failed to extend volume.")] DriverFailedExtend = 10,
    /// <summary>The array did not make the volume.</summary>
    [JsonStringEnumMemberName("Driver failed to create the volume.")] DriverFailedCreate = 12,
    /// <summary>The array did not make the snapshot.</summary>
    [JsonStringEnumMemberName("Snapshot failed to create.")] SnapshotCreateFailed = 13,
    /// <summary>The array still needs the snapshot, or had no time.</summary>
    [JsonStringEnumMemberName("Snapshot is busy.")] SnapshotIsBusy = 15,
    /// <summary>The array did not remove the snapshot.</summary>
    [JsonStringEnumMemberName("Snapshot failed to delete.")] SnapshotDeleteFailed = 16,
}
