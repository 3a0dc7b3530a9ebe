using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>Reverting, adopting and letting go on an array in another process.</summary>
internal sealed class RemoteManage(RemoteArray array, bool sharedTarget) : IRevertDriver, IManageDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RevertVolumeAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.RevertVolume, sharedTarget, volume, fence) { Snapshot = snapshot }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListAsync(ArrayObjectKind kind, CancellationToken cancellationToken) =>
        array.Call(new RemoteRequest(kind == ArrayObjectKind.Volume ? SimulatedVerb.ListVolumes : SimulatedVerb.ListSnapshots, sharedTarget), r => r.Objects, DateTimeOffset.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptVolumeAsync(ArrayVolume volume, string name, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.AdoptVolume, sharedTarget, volume, fence) { Name = name }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.ReleaseVolume, sharedTarget, volume, fence), fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> AdoptSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, string name, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.AdoptSnapshot, sharedTarget, volume, fence) { Snapshot = snapshot, Name = name }, fence, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ReleaseSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken) =>
        Call(new(SimulatedVerb.ReleaseSnapshot, sharedTarget, volume, fence) { Snapshot = snapshot }, fence, cancellationToken);

    private Task<ArrayOutcome<Found>> Call(RemoteRequest request, ArrayFence fence, CancellationToken cancellationToken) =>
        array.Call(request, r => r.Found, fence.NotAfter, cancellationToken);
}
