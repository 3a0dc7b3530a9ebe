using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendProcess
{
    /// <inheritdoc cref="IBackendGrain.RevertVolume"/>
    public Task<ArrayOutcome<Found>> RevertVolumeAsync(VolumeOnArrayRequest request) => driver.Revert is { } revert
        ? RunAsync(request, (fence, token) => revert.RevertVolumeAsync(request.Volume, request.SnapshotId!.Value, fence, token))
        : Cannot("take a volume back to a snapshot");

    /// <inheritdoc cref="IBackendGrain.Adopt"/>
    public Task<ArrayOutcome<Found>> AdoptAsync(VolumeOnArrayRequest request)
    {
        if (driver.Manage is not { } manage) return Cannot("adopt what it has");
        // What is there already is counted, also when the pool is full.
        _capacity.Set(request.SnapshotId?.Value ?? request.Volume.Id.Value, request.Volume.SizeGiB, _clock.Now);
        if (request.SnapshotId is null) _volumes.Add(request.Volume.Id.Value);
        return RunAsync(request, (fence, token) => request.SnapshotId is { } snapshot
            ? manage.AdoptSnapshotAsync(request.Volume, snapshot, request.Name!, fence, token)
            : manage.AdoptVolumeAsync(request.Volume, request.Name!, fence, token));
    }

    /// <inheritdoc cref="IBackendGrain.Release"/>
    public Task<ArrayOutcome<Found>> ReleaseAsync(VolumeOnArrayRequest request) => driver.Manage is { } manage
        ? RunAsync(request, (fence, token) => request.SnapshotId is { } snapshot
            ? manage.ReleaseSnapshotAsync(request.Volume, snapshot, fence, token)
            : manage.ReleaseVolumeAsync(request.Volume, fence, token))
        : Cannot("let go of what it has");

    private Task<ArrayOutcome<Found>> Cannot(string what) => Task.FromResult(ArrayOutcome.Refused<Found>($"The backend {id} cannot {what}."));
}
