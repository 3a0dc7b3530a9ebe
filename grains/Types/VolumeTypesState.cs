using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

/// <summary>Every volume type and all QoS specs, oldest first.</summary>
public sealed class VolumeTypesState
{
    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; set; } = 1;
    /// <summary>The types.</summary>
    [JsonPropertyName("types")] public ImmutableArray<VolumeType> Types { get; set; } = [];
    /// <summary>The QoS specs.</summary>
    [JsonPropertyName("qos_specs")] public ImmutableArray<QosSpecs> QosSpecs { get; set; } = [];
}
