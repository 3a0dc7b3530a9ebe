using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Takes volumes of a pool directory back: a copy of the snapshot, by reflink where the file system can, takes the volume's name when it is whole.</summary>
internal sealed class TgtRevert(TgtNames names, TgtPool pool, TgtLine line) : IRevertDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RevertVolumeAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var (path, from) = (pool.VolumePath(volume.Id), pool.SnapshotPath(volume.Id, snapshot));
        if (TgtPool.SizeBytesOf(path) is not { } sizeBytes) return Refused($"there is no volume {volume.Id}");
        if (TgtPool.SizeBytesOf(from) is not { } snapshotBytes) return Refused($"there is no snapshot {snapshot} of volume {volume.Id}");
        if (snapshotBytes > sizeBytes) return Refused($"snapshot {snapshot} has {snapshotBytes} bytes, volume {volume.Id} only {sizeBytes}");
        var target = new TgtVolumeTarget(names, call, volume.Id);
        if (await target.IsExported()) return Refused($"volume {volume.Id} is exported");
        await target.RemoveWhatWasLeft();
        await TgtPool.Create(path, from, sizeBytes, call.Token, replace: true);
        return ArrayOutcome.Done(Found.Nothing);
    }, cancellationToken);

    private static ArrayOutcome<Found> Refused(string message) => ArrayOutcome.Refused<Found>(message);
}
