using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>One call on an array in another process: one line of JSON. Immutable.</summary>
/// <param name="Verb">What is to be done.</param>
/// <param name="SharedTarget">Whether the caller takes the array's target for shared; the array refuses when it is wrong.</param>
/// <param name="Volume">The volume; null for verbs that read.</param>
/// <param name="Fence">The fence of the call; its deadline is the caller's affair.</param>
internal sealed record RemoteRequest(SimulatedVerb Verb, bool SharedTarget, ArrayVolume? Volume = null, ArrayFence Fence = default)
{
    /// <summary>For a new volume: what it is a copy of.</summary>
    public VolumeSource? Source { get; init; }
    /// <summary>For snapshots.</summary>
    public SnapshotId? Snapshot { get; init; }
    /// <summary>For adoptions: the array's name of what is adopted.</summary>
    public string? Name { get; init; }
    /// <summary>For exports: the host.</summary>
    public Connector? Connector { get; init; }
    /// <summary>For exports: the host's secret, in clear; the line does not leave the machine.</summary>
    public string? Secret { get; init; }
    /// <summary>For exports: where it is on record.</summary>
    public ExportLocation? Recorded { get; init; }
    /// <summary>For exports on a shared target.</summary>
    public int Lun { get; init; }
    /// <summary>For exports that are removed: whether it is refused while they are in use.</summary>
    public bool UnlessInUse { get; init; }

    /// <summary>For a claim: who is to be the owner; for a raise: the owner and the least numbers.</summary>
    public ArrayMark? Mark { get; init; }
    /// <summary>For a claim: whose the array is.</summary>
    public InstallationId? From { get; init; }

    /// <summary>The export as the array's own driver takes it.</summary>
    public ExportSpec Export => new(Connector ?? new Connector { Host = "" }, new Secret(Secret ?? ""), Recorded, 0, Lun) { UnlessInUse = UnlessInUse };
}
