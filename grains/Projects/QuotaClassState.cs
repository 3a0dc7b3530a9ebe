using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Grains.Projects;

/// <summary>What a quota class's grain must not forget.</summary>
public sealed class QuotaClassState : StoredSettings
{
    /// <summary>Limits that differ from Cinder's, by quota name.</summary>
    [JsonPropertyName("limits")] public ImmutableDictionary<string, long> Limits { get; set; } = ImmutableDictionary<string, long>.Empty;
}
