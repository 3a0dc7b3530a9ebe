using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>One export as the array shows it: one host let in to one volume. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayExport")]
public sealed record ArrayExport
{
    /// <summary>The volume; null when the array object carries our mark but names no volume of ours.</summary>
    [Id(0)] public required VolumeId? VolumeId { get; init; }
    /// <summary>The initiator that is let in, as the array names it (an IQN for iSCSI); null for a target that lets nobody in.</summary>
    [Id(1)] public required string? Initiator { get; init; }
    /// <summary>Where.</summary>
    [Id(2)] public required ExportLocation Location { get; init; }
    /// <summary>Whether the object carries this product's mark; without it nothing of ours ever removes it.</summary>
    [Id(3)] public bool IsOurs { get; init; } = true;
    /// <summary>How many sessions the initiator has open; null when the array cannot say.</summary>
    [Id(4)] public int? Sessions { get; init; }
    /// <summary>The installation whose mark it carries; null when it carries none, or when the array's owner's is the only one there can be.</summary>
    [Id(6)] public InstallationId? Owner { get; init; }
    /// <summary>Whether the array lets the initiator in. False for a session that outlived its access rule.</summary>
    [Id(5)] public bool IsLetIn { get; init; } = true;
}
