using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one volume for ever. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeId")]
[JsonConverter(typeof(GuidIdJsonConverter<VolumeId>))]
public readonly record struct VolumeId([property: Id(0)] Guid Value) : IGuidId<VolumeId>
{
    /// <inheritdoc/>
    public static VolumeId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
