using System.Text.Json.Serialization;

namespace OrleansStorage.Histories.Arrays;

/// <summary>A change that an array can make. What changes nothing is no mutation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ArrayVerb>))]
public enum ArrayVerb
{
    /// <summary>A volume was made.</summary>
    [JsonStringEnumMemberName("create-volume")] CreateVolume,
    /// <summary>A volume was removed.</summary>
    [JsonStringEnumMemberName("delete-volume")] DeleteVolume,
    /// <summary>A volume grew.</summary>
    [JsonStringEnumMemberName("extend-volume")] ExtendVolume,
    /// <summary>A host was let in to a volume.</summary>
    [JsonStringEnumMemberName("create-export")] CreateExport,
    /// <summary>A part of an export was made, which lets nobody in yet.</summary>
    [JsonStringEnumMemberName("create-half-export")] CreateHalfExport,
    /// <summary>A host was shut out of a volume, or a part of its export removed.</summary>
    [JsonStringEnumMemberName("remove-export")] RemoveExport,
    /// <summary>A snapshot was made.</summary>
    [JsonStringEnumMemberName("create-snapshot")] CreateSnapshot,
    /// <summary>A snapshot was removed.</summary>
    [JsonStringEnumMemberName("delete-snapshot")] DeleteSnapshot,
    /// <summary>The array started again and forgot every export.</summary>
    [JsonStringEnumMemberName("restart")] Restart,
}
