using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    private static readonly TimeSpan FrozenRetry = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => UnlessFrozen(() => Process.CreateVolumeAsync(request));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => UnlessFrozen(() => Process.DeleteVolumeAsync(request));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => UnlessFrozen(() => Process.ExtendVolumeAsync(request));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => UnlessFrozen(() => Process.CreateSnapshotAsync(request));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => UnlessFrozen(() => Process.DeleteSnapshotAsync(request));

    private Task<ArrayOutcome<Found>> UnlessFrozen(Func<Task<ArrayOutcome<Found>>> call) =>
        IsFrozen ? Task.FromResult(ArrayOutcome.Busy<Found>($"The backend {Id} is frozen.", FrozenRetry)) : call();
}
