using System.Text.Json.Serialization;

namespace OrleansStorage.Histories.Ownership;

/// <summary>What became of a record.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordEventKind>))]
public enum RecordEventKind
{
    /// <summary>It was put back to what it was at some time before.</summary>
    [JsonStringEnumMemberName("restored")] Restored,
    /// <summary>It was brought together with its array on an operator's word.</summary>
    [JsonStringEnumMemberName("recovered")] Recovered,
}
