using System.Security.Cryptography;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Volumes and snapshots of a pool directory.</summary>
internal sealed class TgtVolumes(TgtNames names, TgtPool pool, TgtLine line) : IVolumeDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolumeAsync(ArrayVolume volume, VolumeSource? source, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.VolumePath(volume.Id);
        if (TgtPool.SizeBytesOf(path) is { } there)
            return there == volume.SizeBytes ? Done(Found.Whole) : Refused($"volume {volume.Id} is there with {there} bytes, not {volume.SizeBytes}");
        if (volume.SizeGiB <= 0) return Refused($"{volume.SizeGiB} GiB is no size");
        var from = source is { } s ? s.SnapshotId is { } snapshot ? pool.SnapshotPath(s.VolumeId, snapshot) : pool.VolumePath(s.VolumeId) : null;
        if (from is not null && TgtPool.SizeBytesOf(from) is not { } size) return Refused($"there is no {Path.GetFileName(from)}");
        if (from is not null && TgtPool.SizeBytesOf(from) > volume.SizeBytes) return Refused($"a copy of {Path.GetFileName(from)} does not fit into {volume.SizeGiB} GiB");
        await TgtPool.Create(path, from, volume.SizeBytes, call.Token);
        return Done(Found.Nothing);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.VolumePath(volume.Id);
        var target = new TgtVolumeTarget(names, call, volume.Id);
        if (await target.IsExported()) return Refused($"volume {volume.Id} is exported");
        if (pool.HasSnapshots(volume.Id)) return Refused($"volume {volume.Id} has snapshots");
        var left = await target.RemoveWhatWasLeft();
        if (TgtPool.SizeBytesOf(path) is null) return Done(left ? Found.Partial : Found.Nothing);
        File.Delete(path);
        line.Forget(volume.Id);
        return Done(Found.Whole);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.VolumePath(volume.Id);
        if (TgtPool.SizeBytesOf(path) is not { } there) return Refused($"there is no volume {volume.Id}");
        if (there > volume.SizeBytes) return Refused($"volume {volume.Id} has {there} bytes and never shrinks to {volume.SizeBytes}");
        var target = await call.Show(names.TargetName(volume.Id));
        if (there < volume.SizeBytes) Grow(call, path, volume.SizeBytes);
        var isShown = target?.Disk is not { } disk || TgtDisk.Shows(disk, volume.SizeBytes);
        if (!isShown && !await Reload(call, target!, path, volume)) return ArrayOutcome.Unknown<Found>($"tgt does not show the new size of volume {volume.Id}");
        return Done(there < volume.SizeBytes ? Found.Nothing : isShown ? Found.Whole : Found.Partial);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.SnapshotPath(volume.Id, snapshot);
        if (TgtPool.SizeBytesOf(path) is not null) return Done(Found.Whole);
        if (TgtPool.SizeBytesOf(pool.VolumePath(volume.Id)) is not { } sizeBytes) return Refused($"there is no volume {volume.Id}");
        await TgtPool.Create(path, pool.VolumePath(volume.Id), sizeBytes, call.Token);
        return Done(Found.Nothing);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, _ =>
    {
        var path = pool.SnapshotPath(volume.Id, snapshot);
        if (TgtPool.SizeBytesOf(path) is null) return Task.FromResult(Done(Found.Nothing));
        File.Delete(path);
        return Task.FromResult(Done(Found.Whole));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayStats>> GetStatsAsync(CancellationToken cancellationToken) => line.Call(async call =>
    {
        var (totalGiB, freeGiB) = pool.Space();
        return ArrayOutcome.Done(new ArrayStats(totalGiB, freeGiB, await Incarnation(call)));
    }, cancellationToken);

    private static void Grow(TgtCall call, string path, long sizeBytes)
    {
        call.MarkActed();
        TgtPool.Grow(path, sizeBytes);
    }

    private static async Task<bool> Reload(TgtCall call, TgtTarget target, string path, ArrayVolume volume)
    {
        await new TgtDisk(call, target.Tid, path).Reload();
        return await call.Show(target.Name) is { Disk: { } disk } && TgtDisk.Shows(disk, volume.SizeBytes);
    }

    // A daemon has no identity of its own, and one that we did not start may be restarted behind our back: an account bound to nothing tells it from its successor, which has forgotten it.
    private static async Task<string> Incarnation(TgtCall call)
    {
        if ((await call.ShowAccounts()).FirstOrDefault(a => a.StartsWith(TgtNames.IncarnationPrefix, StringComparison.Ordinal)) is { } known) return known;
        var name = TgtNames.IncarnationPrefix + Guid.NewGuid().ToString("N");
        await call.Act("account", "new", "--user", name, "--password", RandomNumberGenerator.GetHexString(32));
        return name;
    }

    private static ArrayOutcome<Found> Done(Found found) => ArrayOutcome.Done(found);

    private static ArrayOutcome<Found> Refused(string message) => ArrayOutcome.Refused<Found>(message);
}
