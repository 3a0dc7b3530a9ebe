using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendProcess
{
    /// <inheritdoc cref="IBackendGrain.CreateVolume"/>
    public Task<ArrayOutcome<Found>> CreateVolumeAsync(VolumeOnArrayRequest request)
    {
        _volumes.Add(request.Volume.Id.Value);
        _capacity.Set(request.Volume.Id.Value, request.Volume.SizeGiB, _clock.Now);
        return RunAsync(request, (fence, token) => driver.Volumes.CreateVolumeAsync(request.Volume, request.Source, fence, token));
    }

    /// <inheritdoc cref="IBackendGrain.DeleteVolume"/>
    public Task<ArrayOutcome<Found>> DeleteVolumeAsync(VolumeOnArrayRequest request) =>
        RunAsync(request, (fence, token) => driver.Volumes.DeleteVolumeAsync(request.Volume, fence, token));

    /// <inheritdoc cref="IBackendGrain.ExtendVolume"/>
    public Task<ArrayOutcome<Found>> ExtendVolumeAsync(VolumeOnArrayRequest request) =>
        RunAsync(request, (fence, token) => driver.Volumes.ExtendVolumeAsync(request.Volume, fence, token));

    /// <inheritdoc cref="IBackendGrain.CreateSnapshot"/>
    public async Task<ArrayOutcome<Found>> CreateSnapshotAsync(VolumeOnArrayRequest request)
    {
        var snapshot = request.SnapshotId!.Value;
        if (!ReserveCapacity(snapshot.Value, request.Volume.SizeGiB)) return ArrayOutcome.Busy<Found>($"The pool {id} has no room for the snapshot.", TimeSpan.FromMinutes(1));
        return await RunAsync(request, (fence, token) => driver.Volumes.CreateSnapshotAsync(request.Volume, snapshot, fence, token));
    }

    /// <inheritdoc cref="IBackendGrain.DeleteSnapshot"/>
    public Task<ArrayOutcome<Found>> DeleteSnapshotAsync(VolumeOnArrayRequest request) =>
        RunAsync(request, (fence, token) => driver.Volumes.DeleteSnapshotAsync(request.Volume, request.SnapshotId!.Value, fence, token));

    private Task<ArrayOutcome<T>> RunAsync<T>(VolumeOnArrayRequest request, Func<ArrayFence, CancellationToken, Task<ArrayOutcome<T>>> call) =>
        RunAsync(AdmissionLane.Data, request.Project, request.Volume.Id, request.Fence, call);
}
