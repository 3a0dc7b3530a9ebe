using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Grains.Backends;

/// <summary>What a backend grain must not forget; everything else it counts anew from the catalog. Changed seldom.</summary>
public sealed class BackendState : StoredSettings
{
    /// <summary>Whether an operator closed the pool for new volumes.</summary>
    [JsonPropertyName("disabled")] public bool Disabled { get; set; }
    /// <summary>Why, in the operator's words.</summary>
    [JsonPropertyName("disabled_reason")] public string? DisabledReason { get; set; }
    /// <summary>Whether an operator froze the pool.</summary>
    [JsonPropertyName("frozen")] public bool Frozen { get; set; }
    /// <summary>Target numbers below this one may have been given; they are set aside in blocks, so a crash skips some and repeats none.</summary>
    [JsonPropertyName("target_ids_below")] public int TargetIdsBelow { get; set; } = 1;
    /// <summary>The generation of this record, as its array is told: raised at each start and every minute, first here and then there, so that only a record that went back is below its array.</summary>
    [JsonPropertyName("generation")] public long Generation { get; set; }
}
