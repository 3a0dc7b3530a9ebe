using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Grains.Projects;

/// <summary>What a project grain must not forget: the limits that an operator set, and what is promised to requests under way.</summary>
public sealed class ProjectState : StoredSettings
{
    /// <summary>Limits that differ from the defaults, by quota name.</summary>
    [JsonPropertyName("limits")] public ImmutableDictionary<string, long> Limits { get; set; } = ImmutableDictionary<string, long>.Empty;
    /// <summary>Promises whose holders were not known to be on record.</summary>
    [JsonPropertyName("promises")] public ImmutableArray<QuotaPromise> Promises { get; set; } = [];
}
