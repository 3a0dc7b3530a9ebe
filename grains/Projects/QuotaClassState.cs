using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansStorage.Grains.Projects;

/// <summary>What a quota class's grain must not forget.</summary>
public sealed class QuotaClassState
{
    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; set; } = 1;
    /// <summary>Limits that differ from Cinder's, by quota name.</summary>
    [JsonPropertyName("limits")] public ImmutableDictionary<string, long> Limits { get; set; } = ImmutableDictionary<string, long>.Empty;
}
