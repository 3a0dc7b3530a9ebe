using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Data.Conformance;

/// <summary>Settings as a grain keeps them.</summary>
public sealed class SomeSettings : StoredSettings
{
    [JsonPropertyName("words")] public ImmutableArray<string> Words { get; set; } = [];
}
