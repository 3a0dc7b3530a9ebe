using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

/// <summary>Every volume type and all QoS specs, oldest first.</summary>
public sealed class VolumeTypesState : StoredSettings
{
    /// <summary>The types.</summary>
    [JsonPropertyName("types")] public ImmutableArray<VolumeType> Types { get; set; } = [];
    /// <summary>The QoS specs.</summary>
    [JsonPropertyName("qos_specs")] public ImmutableArray<QosSpecs> QosSpecs { get; set; } = [];
}
