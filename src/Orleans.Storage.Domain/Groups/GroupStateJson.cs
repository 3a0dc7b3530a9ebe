using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansStorage.Domain.Groups;

/// <summary>How a group's state is written: one JSON object in UTF-8, without what is null. Source-generated; safe from any thread.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GroupState))]
public sealed partial class GroupStateJson : JsonSerializerContext
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a group's state.</exception>
    public static GroupState Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Default.GroupState) ?? throw new JsonException("A group's state is null.");

    /// <summary>The state as UTF-8 JSON.</summary>
    public static byte[] Write(GroupState state) => JsonSerializer.SerializeToUtf8Bytes(state, Default.GroupState);
}
