using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansStorage.Connections;

/// <summary>Where on an array an export is to be found; recorded with the volume. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ExportLocation")]
public sealed record ExportLocation
{
    /// <summary>The target's name (an IQN for iSCSI): a pure function of the volume, or of the array where targets are shared.</summary>
    [Id(0), JsonPropertyName("target")] public required string TargetName { get; init; }
    /// <summary>The LUN within the target.</summary>
    [Id(1), JsonPropertyName("lun")] public required int Lun { get; init; }
    /// <summary>Every portal, <c>address:port</c>, best first.</summary>
    [Id(2), JsonPropertyName("portals")] public required ImmutableArray<string> Portals { get; init; }
}
