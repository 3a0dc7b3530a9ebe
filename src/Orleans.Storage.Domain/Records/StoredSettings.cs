using System.Text.Json.Serialization;
using OrleansStorage.Records;

namespace OrleansStorage.Domain.Records;

/// <summary>The state of a grain that keeps settings. A row that cannot be read comes as an empty one that says so, and must not be written: that would lose what is in it.</summary>
public abstract class StoredSettings : IStored
{
    /// <summary>The schema number of what this code writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema"), JsonPropertyOrder(-1)] public int Schema { get; set; } = CurrentSchema;

    /// <inheritdoc/>
    [JsonIgnore] public string? Unreadable { get; set; }
}
