using OrleansStorage.Backends;
using OrleansStorage.Files;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Adopts files of the pool directory and lets go of them: each is one renaming, so it is done or not done. What a target of somebody else has as its disk is in use.</summary>
internal sealed class TgtManage(TgtNames names, TgtPoolObjects objects, TgtPool pool, TgtLine line) : IManageDriver
{
    private const string InUse = "volume in use";

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListAsync(ArrayObjectKind kind, CancellationToken cancellationToken) => line.Call(async call =>
    {
        var used = await UsedPaths(call);
        return ArrayOutcome.Done<IReadOnlyList<ArrayObject>>([.. objects.List(kind).Select(o => Judge(o, used))]);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptVolumeAsync(ArrayVolume volume, string name, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.VolumePath(volume.Id);
        if (TgtPool.SizeBytesOf(path) is { } there)
            return there == volume.SizeBytes ? Done(Found.Whole) : Refused($"volume {volume.Id} is there with {there} bytes, not {volume.SizeBytes}");
        var found = objects.Find(ArrayObjectKind.Volume, name);
        if (WhyNot(found, name, await UsedPaths(call)) is { } why) return Refused(why);
        if (found!.Object.SizeBytes > volume.SizeBytes) return Refused($"{name} is larger than {volume.SizeGiB} GiB");
        call.Token.ThrowIfCancellationRequested();
        call.MarkActed();
        TgtPool.Grow(found.Path, volume.SizeBytes);
        PrivateFiles.Close(found.Path);
        File.Move(found.Path, path, overwrite: false);
        return Done(Found.Nothing);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var (path, released) = (pool.VolumePath(volume.Id), objects.ReleasedPath(volume.Id));
        var target = new TgtVolumeTarget(names, call, volume.Id);
        if (await target.IsExported()) return Refused($"volume {volume.Id} is exported");
        if (pool.HasSnapshots(volume.Id)) return Refused($"volume {volume.Id} has snapshots");
        if (TgtPool.SizeBytesOf(path) is not null && File.Exists(released)) return Refused($"there is a {Path.GetFileName(released)} already");
        var left = await target.RemoveWhatWasLeft();
        if (TgtPool.SizeBytesOf(path) is null) return Done(left ? Found.Partial : Found.Nothing);
        Rename(call, path, released);
        line.Forget(volume.Id);
        return Done(Found.Whole);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, string name, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, async call =>
    {
        var path = pool.SnapshotPath(volume.Id, snapshot);
        if (TgtPool.SizeBytesOf(path) is not null) return Done(Found.Whole);
        if (TgtPool.SizeBytesOf(pool.VolumePath(volume.Id)) is null) return Refused($"there is no volume {volume.Id}");
        var found = objects.Find(ArrayObjectKind.Snapshot, name);
        if (WhyNot(found, name, await UsedPaths(call)) is { } why) return Refused(why);
        if (found!.Object.SourceName != Path.GetFileName(pool.VolumePath(volume.Id))) return Refused($"{name} is no snapshot of volume {volume.Id}");
        Rename(call, found.Path, path);
        return Done(Found.Nothing);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) => line.Call(volume.Id, fence, call =>
    {
        var (path, released) = (pool.SnapshotPath(volume.Id, snapshot), objects.ReleasedPath(volume.Id, snapshot));
        if (TgtPool.SizeBytesOf(path) is null) return Task.FromResult(Done(Found.Nothing));
        if (File.Exists(released)) return Task.FromResult(Refused($"there is a {Path.GetFileName(released)} already"));
        Rename(call, path, released);
        return Task.FromResult(Done(Found.Whole));
    }, cancellationToken);

    private static ArrayObject Judge(TgtPoolObject found, HashSet<string> used) =>
        found.Object.WhyNotSafe is null && used.Contains(found.Path) ? found.Object with { WhyNotSafe = InUse } : found.Object;

    private static string? WhyNot(TgtPoolObject? found, string name, HashSet<string> used) =>
        found is null ? $"there is no {name}" : Judge(found, used).WhyNotSafe is { } why ? $"{name}: {why}" : null;

    private static async Task<HashSet<string>> UsedPaths(TgtCall call) => [.. (await call.Show()).SelectMany(t => t.Luns).Select(l => l.Path)];

    private static void Rename(TgtCall call, string from, string to)
    {
        call.Token.ThrowIfCancellationRequested();
        call.MarkActed();
        PrivateFiles.Close(from);
        File.Move(from, to, overwrite: false);
    }

    private static ArrayOutcome<Found> Done(Found found) => ArrayOutcome.Done(found);

    private static ArrayOutcome<Found> Refused(string message) => ArrayOutcome.Refused<Found>(message);
}
