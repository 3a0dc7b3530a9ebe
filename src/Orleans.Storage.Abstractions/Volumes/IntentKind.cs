using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>What an open operation is about to do to an array. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<IntentKind>))]
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
    /// <summary>Take the volume's content back to a snapshot.</summary>
    [JsonStringEnumMemberName("revert-volume")] RevertVolume = 7,
    /// <summary>Put our mark on an object of the array: it becomes the volume.</summary>
    [JsonStringEnumMemberName("adopt-volume")] AdoptVolume = 8,
    /// <summary>Take our mark off the volume; its data stays.</summary>
    [JsonStringEnumMemberName("release-volume")] ReleaseVolume = 9,
    /// <summary>Put our mark on an object of the array: it becomes the snapshot.</summary>
    [JsonStringEnumMemberName("adopt-snapshot")] AdoptSnapshot = 10,
    /// <summary>Take our mark off the snapshot; its data stays.</summary>
    [JsonStringEnumMemberName("release-snapshot")] ReleaseSnapshot = 11,
}
