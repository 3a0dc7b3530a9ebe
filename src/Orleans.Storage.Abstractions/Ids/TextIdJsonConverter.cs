using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Writes a text identifier as a plain JSON string. Stateless, so safe from any thread.</summary>
/// <typeparam name="TId">The identifier.</typeparam>
public sealed class TextIdJsonConverter<TId> : JsonConverter<TId> where TId : struct, ITextId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetString()!);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
