using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one consumer's claim on a volume. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AttachmentId")]
[JsonConverter(typeof(GuidIdJsonConverter<AttachmentId>))]
public readonly record struct AttachmentId([property: Id(0)] Guid Value) : IGuidId<AttachmentId>
{
    /// <inheritdoc/>
    public static AttachmentId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
