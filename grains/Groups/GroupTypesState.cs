using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Groups;

namespace OrleansStorage.Grains.Groups;

/// <summary>Every group type, oldest first.</summary>
public sealed class GroupTypesState
{
    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; set; } = 1;
    /// <summary>The types.</summary>
    [JsonPropertyName("types")] public ImmutableArray<GroupType> Types { get; set; } = [];
}
