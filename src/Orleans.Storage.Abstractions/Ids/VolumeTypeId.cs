using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one volume type. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeTypeId")]
[JsonConverter(typeof(GuidIdJsonConverter<VolumeTypeId>))]
public readonly record struct VolumeTypeId([property: Id(0)] Guid Value) : IGuidId<VolumeTypeId>
{
    /// <inheritdoc/>
    public static VolumeTypeId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
