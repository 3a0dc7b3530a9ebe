using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Connections;

/// <summary>A secret encrypted for rest; only a silo that has the key can open it.</summary>
/// <param name="Value">Version, nonce, cipher text and tag in base64; empty for none.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.SealedSecret")]
[JsonConverter(typeof(TextIdJsonConverter<SealedSecret>))]
public readonly record struct SealedSecret([property: Id(0)] string Value) : ITextId<SealedSecret>
{
    /// <inheritdoc/>
    public static SealedSecret From(string value) => new(value);

    /// <summary>Three stars: even sealed it has no business in a log.</summary>
    public override string ToString() => "***";
}
