using System.Collections.Concurrent;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

/// <summary>Calls a driver as the backend grain does: never two calls for one volume, never more than declared, numbers set aside and never given twice. Safe from any thread.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing.")]
public sealed class KitCaller(IDriver driver)
{
    private readonly SemaphoreSlim _slots = new(driver.Traits.Concurrency);
    private readonly ConcurrentDictionary<VolumeId, SemaphoreSlim> _volumes = [];
    private readonly ConcurrentDictionary<(VolumeId, string), int> _luns = [];
    private int _lastLun = driver.Traits.FirstLun - 1;
    private int _lastTarget;
    private long _epoch;

    /// <summary>The installation on whose behalf it calls; null for none.</summary>
    public InstallationId? Owner { get; set; }

    public Task<ArrayOutcome<Found>> Create(ArrayVolume volume, VolumeSource? source = null, CancellationToken ct = default) =>
        Call(volume, () => driver.Volumes.CreateVolumeAsync(volume, source, Fence(), ct));

    public Task<ArrayOutcome<Found>> Delete(ArrayVolume volume, CancellationToken ct = default) => Call(volume, () => driver.Volumes.DeleteVolumeAsync(volume, Fence(), ct));

    public Task<ArrayOutcome<Found>> Extend(ArrayVolume volume, CancellationToken ct = default) => Call(volume, () => driver.Volumes.ExtendVolumeAsync(volume, Fence(), ct));

    public Task<ArrayOutcome<Found>> CreateSnapshot(ArrayVolume volume, SnapshotId snapshot, CancellationToken ct = default) =>
        Call(volume, () => driver.Volumes.CreateSnapshotAsync(volume, snapshot, Fence(), ct));

    public Task<ArrayOutcome<Found>> DeleteSnapshot(ArrayVolume volume, SnapshotId snapshot, CancellationToken ct = default) =>
        Call(volume, () => driver.Volumes.DeleteSnapshotAsync(volume, snapshot, Fence(), ct));

    public Task<ArrayOutcome<Found>> Revert(ArrayVolume volume, SnapshotId snapshot, CancellationToken ct = default) =>
        Call(volume, () => driver.Revert!.RevertVolumeAsync(volume, snapshot, Fence(), ct));

    public Task<ArrayOutcome<Found>> Adopt(ArrayVolume volume, string name, CancellationToken ct = default) => Call(volume, () => driver.Manage!.AdoptVolumeAsync(volume, name, Fence(), ct));

    public Task<ArrayOutcome<Found>> Release(ArrayVolume volume, CancellationToken ct = default) => Call(volume, () => driver.Manage!.ReleaseVolumeAsync(volume, Fence(), ct));

    public Task<ArrayOutcome<Found>> AdoptSnapshot(ArrayVolume volume, SnapshotId snapshot, string name, CancellationToken ct = default) =>
        Call(volume, () => driver.Manage!.AdoptSnapshotAsync(volume, snapshot, name, Fence(), ct));

    public Task<ArrayOutcome<Found>> ReleaseSnapshot(ArrayVolume volume, SnapshotId snapshot, CancellationToken ct = default) =>
        Call(volume, () => driver.Manage!.ReleaseSnapshotAsync(volume, snapshot, Fence(), ct));

    public Task<ArrayOutcome<ArrayExport>> Export(ArrayVolume volume, KitHost host, ExportLocation? recorded = null, CancellationToken ct = default) =>
        Call(volume, () => driver.Exports.CreateExportAsync(volume, Spec(volume, host, recorded), Fence(), ct));

    public Task<ArrayOutcome<Found>> Unexport(ArrayVolume volume, KitHost host, ExportLocation? recorded = null, CancellationToken ct = default) =>
        Call(volume, () => driver.Exports.RemoveExportAsync(volume, Spec(volume, host, recorded), Fence(), ct));

    public Task<ArrayOutcome<Found>> UnexportUnlessInUse(ArrayVolume volume, KitHost host, CancellationToken ct = default) =>
        Call(volume, () => driver.Exports.RemoveExportAsync(volume, Spec(volume, host) with { UnlessInUse = true }, Fence(), ct));

    public ExportSpec Spec(ArrayVolume volume, KitHost host, ExportLocation? recorded = null) =>
        new(host.Connector, host.Secret(volume.Id), recorded, Interlocked.Increment(ref _lastTarget), driver.Traits.SharedTargets ? LunOf(volume.Id, host) : 0);

    public ArrayFence Fence() => new(OperationId.New(), Interlocked.Increment(ref _epoch), DateTimeOffset.UtcNow.AddMinutes(1)) { Owner = Owner };

    private int LunOf(VolumeId volume, KitHost host) => _luns.GetOrAdd((volume, host.Connector.Host), _ => Interlocked.Increment(ref _lastLun));

    private async Task<ArrayOutcome<T>> Call<T>(ArrayVolume volume, Func<Task<ArrayOutcome<T>>> call)
    {
        var mine = _volumes.GetOrAdd(volume.Id, _ => new(1));
        await mine.WaitAsync();
        await _slots.WaitAsync();
        try
        {
            return await call();
        }
        finally
        {
            _slots.Release();
            mine.Release();
        }
    }
}
