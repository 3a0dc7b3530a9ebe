using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>Reverting, adopting and letting go on the simulated array.</summary>
internal sealed class SimulatedManage(SimulatedArray array, SimulatedLine line) : IRevertDriver, IManageDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RevertVolumeAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.RevertVolume, volume.Id, () => array.RevertVolume(volume.Id, snapshot, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListAsync(ArrayObjectKind kind, CancellationToken cancellationToken) =>
        line.Call(kind == ArrayObjectKind.Volume ? SimulatedVerb.ListVolumes : SimulatedVerb.ListSnapshots, null, () => ArrayOutcome.Done(array.ListObjects(kind)), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptVolumeAsync(ArrayVolume volume, string name, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.AdoptVolume, volume.Id, () => array.AdoptVolume(volume, name, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.ReleaseVolume, volume.Id, () => array.ReleaseVolume(volume.Id, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, string name, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.AdoptSnapshot, volume.Id, () => array.AdoptSnapshot(volume.Id, snapshot, name, fence), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.ReleaseSnapshot, volume.Id, () => array.ReleaseSnapshot(volume.Id, snapshot, fence), cancellationToken);
}
