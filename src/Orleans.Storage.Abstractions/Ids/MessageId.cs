using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one message to users. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.MessageId")]
[JsonConverter(typeof(GuidIdJsonConverter<MessageId>))]
public readonly record struct MessageId([property: Id(0)] Guid Value) : IGuidId<MessageId>
{
    /// <inheritdoc/>
    public static MessageId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
