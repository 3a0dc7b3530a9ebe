using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Connections;

/// <summary>An iSCSI login (RFC 7143): portal, target, LUN and CHAP credentials (RFC 1994). Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.IscsiConnectionData")]
public sealed record IscsiConnectionData : ConnectionData
{
    /// <inheritdoc/>
    public override string DriverVolumeType => "iscsi";
    /// <summary>The volume behind the LUN.</summary>
    [Id(0)] public required VolumeId VolumeId { get; init; }
    /// <summary>Every portal, <c>address:port</c>, best first; never empty.</summary>
    [Id(1)] public required ImmutableArray<string> Portals { get; init; }
    /// <summary>The target's IQN.</summary>
    [Id(2)] public required string TargetIqn { get; init; }
    /// <summary>The LUN within the target.</summary>
    [Id(3)] public required int TargetLun { get; init; }
    /// <summary>The CHAP user.</summary>
    [Id(4)] public required string AuthUsername { get; init; }
    /// <summary>The CHAP secret.</summary>
    [Id(5)] public required Secret AuthPassword { get; init; }
    /// <summary>Whether the device takes discards; null when the array does not say.</summary>
    [Id(6)] public bool? Discard { get; init; }
}
