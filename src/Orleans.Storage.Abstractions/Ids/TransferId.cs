using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one offer of a volume to another project. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.TransferId")]
[JsonConverter(typeof(GuidIdJsonConverter<TransferId>))]
public readonly record struct TransferId([property: Id(0)] Guid Value) : IGuidId<TransferId>
{
    /// <inheritdoc/>
    public static TransferId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
