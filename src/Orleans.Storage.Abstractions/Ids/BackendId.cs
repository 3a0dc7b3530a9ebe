using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one pool of one backend array in Cinder's notation, <c>host@backend#pool</c>.</summary>
/// <param name="Value">The text, compared ordinally.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.BackendId")]
[JsonConverter(typeof(TextIdJsonConverter<BackendId>))]
public readonly record struct BackendId([property: Id(0)] string Value) : ITextId<BackendId>
{
    /// <inheritdoc/>
    public static BackendId From(string value) => new(value);

    /// <summary>The text itself.</summary>
    public override string ToString() => Value ?? "";
}
