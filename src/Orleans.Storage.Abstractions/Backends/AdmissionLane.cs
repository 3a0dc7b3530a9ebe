using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>What a call wants of the array; the lanes take turns, so that a storm of one kind does not starve another. Append only: values cross wires.</summary>
public enum AdmissionLane
{
    /// <summary>Exports that are made.</summary>
    [JsonStringEnumMemberName("attach")] Attach = 0,
    /// <summary>Exports that are removed.</summary>
    [JsonStringEnumMemberName("detach")] Detach = 1,
    /// <summary>Volumes and snapshots.</summary>
    [JsonStringEnumMemberName("data")] Data = 2,
}
