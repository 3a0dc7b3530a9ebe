using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansStorage.Domain.Volumes;

/// <summary>How a volume's state is written: UTF-8 JSON without what is null or empty. Source-generated; safe from any thread.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VolumeState))]
public sealed partial class VolumeStateJson : JsonSerializerContext
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a volume's state.</exception>
    public static VolumeState Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Default.VolumeState) ?? throw new JsonException("A volume's state is null.");

    /// <summary>The state as UTF-8 JSON.</summary>
    public static byte[] Write(VolumeState state) => JsonSerializer.SerializeToUtf8Bytes(state, Default.VolumeState);
}
