using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one backup. On the wire and at rest it is the lower-case, dashed form of its uuid. The default value is the nil uuid and names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.BackupId")]
[JsonConverter(typeof(GuidIdJsonConverter<BackupId>))]
public readonly record struct BackupId([property: Id(0)] Guid Value) : IGuidId<BackupId>
{
    /// <inheritdoc/>
    public static BackupId From(Guid value) => new(value);

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
