using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>How far an attachment, or a volume as a whole, is attached; Cinder's words. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<AttachStatus>))]
public enum AttachStatus
{
    /// <summary>A volume that nobody holds.</summary>
    [JsonStringEnumMemberName("detached")] Detached = 0,
    /// <summary>Claimed, no host connected.</summary>
    [JsonStringEnumMemberName("reserved")] Reserved = 1,
    /// <summary>The array exports the volume to the host; the guest does not use it yet.</summary>
    [JsonStringEnumMemberName("attaching")] Attaching = 2,
    /// <summary>In use by the guest.</summary>
    [JsonStringEnumMemberName("attached")] Attached = 3,
    /// <summary>Its export is being removed; the array has not agreed yet.</summary>
    [JsonStringEnumMemberName("detaching")] Detaching = 4,
    /// <summary>Attaching failed.</summary>
    [JsonStringEnumMemberName("error_attaching")] ErrorAttaching = 5,
    /// <summary>Detaching failed.</summary>
    [JsonStringEnumMemberName("error_detaching")] ErrorDetaching = 6,
}
