using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>What a driver saw on the array before it acted. Append only: values cross wires.</summary>
[JsonConverter(typeof(WordConverter<Found>))]
public enum Found
{
    /// <summary>Nothing of it: it was made, or there was nothing to remove.</summary>
    [JsonStringEnumMemberName("nothing")] Nothing = 0,
    /// <summary>All of it: it was left as it is, or removed.</summary>
    [JsonStringEnumMemberName("whole")] Whole = 1,
    /// <summary>A part of it, left by a call that died: it was repaired, or removed.</summary>
    [JsonStringEnumMemberName("partial")] Partial = 2,
}
