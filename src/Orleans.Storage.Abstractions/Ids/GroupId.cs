using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one group of volumes. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupId")]
[JsonConverter(typeof(GuidIdJsonConverter<GroupId>))]
public readonly record struct GroupId([property: Id(0)] Guid Value) : IGuidId<GroupId>
{
    /// <inheritdoc/>
    public static GroupId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
