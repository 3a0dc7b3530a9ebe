using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

/// <summary>What the kit needs of an array beside its driver: to look at all of it, to break it and to restart it.</summary>
public interface IArrayUnderTest : IAsyncDisposable
{
    /// <summary>The driver, started.</summary>
    IDriver Driver { get; }

    /// <summary>How many changes the array made; null where it does not count.</summary>
    long? MutationCount { get; }

    /// <summary>Everything that the array holds, as a text that differs when anything differs.</summary>
    Task<string> DescribeAsync();

    /// <summary>Puts a volume on the array that nobody of us made, or with <paramref name="of"/> a snapshot of that volume; returns the array's name of it.</summary>
    Task<string> AddForeignAsync(int sizeGiB, VolumeId? of = null);

    /// <summary>Leaves what a call leaves that died half-way: a target that is there and does not let this host in.</summary>
    Task HalfMakeExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence);

    /// <summary>A host logs in to its export and keeps its session until it is disposed of, or cut.</summary>
    Task<IAsyncDisposable> OpenSessionAsync(ArrayVolume volume, KitHost host, ExportLocation export);

    /// <summary>Restarts the array so that it forgets its exports; returns when it answers again.</summary>
    Task RestartAsync();
}
