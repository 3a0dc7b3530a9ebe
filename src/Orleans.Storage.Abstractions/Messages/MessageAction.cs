using System.Text.Json.Serialization;

namespace OrleansStorage.Messages;

/// <summary>What was tried, by Cinder's numbers; the words are Cinder's texts. Append only: values are stored.</summary>
public enum MessageAction
{
    /// <summary>A pool for a new volume was looked for.</summary>
    [JsonStringEnumMemberName("schedule allocate volume")] ScheduleAllocateVolume = 1,
    /// <summary>A volume was to grow.</summary>
    [JsonStringEnumMemberName("extend volume")] ExtendVolume = 7,
    /// <summary>The array was to make a volume.</summary>
    [JsonStringEnumMemberName("create volume from backend storage")] CreateVolumeFromBackend = 8,
    /// <summary>A snapshot was to be made.</summary>
    [JsonStringEnumMemberName("create snapshot")] CreateSnapshot = 9,
    /// <summary>A snapshot was to be removed.</summary>
    [JsonStringEnumMemberName("delete snapshot")] DeleteSnapshot = 10,
}
