using System.Text.Json.Serialization;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What of a snapshot's end is owed to the array. Append only: values are stored.</summary>
[JsonConverter(typeof(WordConverter<SnapshotEnd>))]
public enum SnapshotEnd
{
    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("none")] None = 0,
    /// <summary>Its removal.</summary>
    [JsonStringEnumMemberName("delete")] Delete = 1,
    /// <summary>Letting it go.</summary>
    [JsonStringEnumMemberName("release")] Release = 2,
}
