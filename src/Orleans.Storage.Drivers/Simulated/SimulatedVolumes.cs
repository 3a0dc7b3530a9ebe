using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>Volumes and snapshots of the simulated array.</summary>
internal sealed class SimulatedVolumes(SimulatedArray array, SimulatedLine line) : IVolumeDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolumeAsync(ArrayVolume volume, VolumeSource? source, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.CreateVolume, volume.Id, () => array.CreateVolume(volume, source, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.DeleteVolume, volume.Id, () => array.DeleteVolume(volume.Id, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.ExtendVolume, volume.Id, () => array.ExtendVolume(volume, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.CreateSnapshot, volume.Id, () => array.CreateSnapshot(volume.Id, snapshot, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.DeleteSnapshot, volume.Id, () => array.DeleteSnapshot(volume.Id, snapshot, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.GetStats, null, () => ArrayOutcome.Done(array.Stats()), cancellationToken);
}
