using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one snapshot of a group's volumes. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupSnapshotId")]
[JsonConverter(typeof(GuidIdJsonConverter<GroupSnapshotId>))]
public readonly record struct GroupSnapshotId([property: Id(0)] Guid Value) : IGuidId<GroupSnapshotId>
{
    /// <inheritdoc/>
    public static GroupSnapshotId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
