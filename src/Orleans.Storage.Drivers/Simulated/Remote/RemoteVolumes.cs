using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>Volumes and snapshots of an array in another process.</summary>
internal sealed class RemoteVolumes(RemoteArray array, bool sharedTarget) : IVolumeDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolumeAsync(ArrayVolume volume, VolumeSource? source, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.CreateVolume, sharedTarget, volume, fence) { Source = source }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.DeleteVolume, sharedTarget, volume, fence), fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.ExtendVolume, sharedTarget, volume, fence), fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.CreateSnapshot, sharedTarget, volume, fence) { Snapshot = snapshot }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.DeleteSnapshot, sharedTarget, volume, fence) { Snapshot = snapshot }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        array.Call(new RemoteRequest(SimulatedVerb.GetStats, sharedTarget), r => r.Stats, DateTimeOffset.MaxValue, cancellationToken);

    private Task<ArrayOutcome<Found>> Call(RemoteRequest request, ArrayFence fence, CancellationToken cancellationToken) =>
        array.Call(request, r => r.Found, fence.NotAfter, cancellationToken);
}
