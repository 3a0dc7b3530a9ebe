using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;

namespace OrleansStorage.Data.State;

/// <summary>The documents of grains that keep settings: JSON without what is null.</summary>
internal static class SettingsJson
{
    /// <summary>How every document but a volume's and a group's is written.</summary>
    public static JsonSerializerOptions Options { get; } = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true };

    /// <summary>Reads the document of a <see cref="StoredSettings"/>.</summary>
    /// <exception cref="JsonException">It cannot be read, or is a newer version's.</exception>
    public static StoredSettings Read(Type type, ReadOnlySpan<byte> document)
    {
        var read = Documents.Read(document, d => (StoredSettings?)JsonSerializer.Deserialize(d, type, Options));
        Documents.ThrowIfNewer(read.Schema, StoredSettings.CurrentSchema);
        return read;
    }
}
