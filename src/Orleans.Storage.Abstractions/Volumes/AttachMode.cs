using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>Whether a consumer may write. Append only.</summary>
[JsonConverter(typeof(WordConverter<AttachMode>))]
public enum AttachMode
{
    /// <summary>Nobody said; shown as the text <c>null</c> as Cinder does, and taken from the connector or as read-write on connect.</summary>
    [JsonStringEnumMemberName("null")] Unspecified = 0,
    /// <summary>Read and write.</summary>
    [JsonStringEnumMemberName("rw")] ReadWrite = 1,
    /// <summary>Read only.</summary>
    [JsonStringEnumMemberName("ro")] ReadOnly = 2,
}
