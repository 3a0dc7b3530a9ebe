using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one operation of a volume's timeline; the array's log carries it too. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.OperationId")]
[JsonConverter(typeof(GuidIdJsonConverter<OperationId>))]
public readonly record struct OperationId([property: Id(0)] Guid Value) : IGuidId<OperationId>
{
    /// <inheritdoc/>
    public static OperationId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
