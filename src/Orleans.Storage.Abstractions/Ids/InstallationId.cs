using System.Text.Json.Serialization;

namespace OrleansStorage.Ids;

/// <summary>Names one installation: one database and the silos that share it. Made with the database, and the same for ever. The default value names nothing.</summary>
/// <param name="Value">The uuid.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.InstallationId")]
[JsonConverter(typeof(GuidIdJsonConverter<InstallationId>))]
public readonly record struct InstallationId([property: Id(0)] Guid Value) : IGuidId<InstallationId>
{
    /// <inheritdoc/>
    public static InstallationId From(Guid value) => new(value);

    /// <summary>A new one.</summary>
    public static InstallationId New() => new(Guid.NewGuid());

    /// <summary>The lower-case, dashed form.</summary>
    public override string ToString() => Value.ToString("D");
}
