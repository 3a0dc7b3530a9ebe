using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

/// <summary>Every volume type, oldest first.</summary>
public sealed class VolumeTypesState
{
    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; set; } = 1;
    /// <summary>The types.</summary>
    [JsonPropertyName("types")] public ImmutableArray<VolumeType> Types { get; set; } = [];
}
