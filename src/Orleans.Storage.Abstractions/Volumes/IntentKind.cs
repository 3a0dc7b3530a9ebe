using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>What an open operation is about to do to an array. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntentKind>))]
public enum IntentKind
{
    /// <summary>Make the volume.</summary>
    [JsonStringEnumMemberName("create-volume")] CreateVolume = 0,
    /// <summary>Remove the volume.</summary>
    [JsonStringEnumMemberName("delete-volume")] DeleteVolume = 1,
    /// <summary>Grow the volume.</summary>
    [JsonStringEnumMemberName("extend-volume")] ExtendVolume = 2,
    /// <summary>Make a snapshot.</summary>
    [JsonStringEnumMemberName("create-snapshot")] CreateSnapshot = 3,
    /// <summary>Remove a snapshot.</summary>
    [JsonStringEnumMemberName("delete-snapshot")] DeleteSnapshot = 4,
    /// <summary>Let a host in.</summary>
    [JsonStringEnumMemberName("create-export")] CreateExport = 5,
    /// <summary>Shut a host out.</summary>
    [JsonStringEnumMemberName("remove-export")] RemoveExport = 6,
}
