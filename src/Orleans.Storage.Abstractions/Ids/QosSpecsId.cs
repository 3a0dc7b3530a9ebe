using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one set of QoS specs. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.QosSpecsId")]
[JsonConverter(typeof(GuidIdJsonConverter<QosSpecsId>))]
public readonly record struct QosSpecsId([property: Id(0)] Guid Value) : IGuidId<QosSpecsId>
{
    /// <inheritdoc/>
    public static QosSpecsId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
