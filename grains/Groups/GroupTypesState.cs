using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;
using OrleansStorage.Groups;

namespace OrleansStorage.Grains.Groups;

/// <summary>Every group type, oldest first.</summary>
public sealed class GroupTypesState : StoredSettings
{
    /// <summary>The types.</summary>
    [JsonPropertyName("types")] public ImmutableArray<GroupType> Types { get; set; } = [];
}
