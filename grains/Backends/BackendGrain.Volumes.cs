using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.CreateVolumeAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.DeleteVolumeAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.ExtendVolumeAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.CreateSnapshotAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.DeleteSnapshotAsync(request);
}
