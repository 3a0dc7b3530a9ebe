using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one group type. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupTypeId")]
[JsonConverter(typeof(GuidIdJsonConverter<GroupTypeId>))]
public readonly record struct GroupTypeId([property: Id(0)] Guid Value) : IGuidId<GroupTypeId>
{
    /// <inheritdoc/>
    public static GroupTypeId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
