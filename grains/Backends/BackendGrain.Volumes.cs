using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> CreateVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default)
    {
        _volumes.Add(request.Volume.Id.Value);
        _capacity.Set(request.Volume.Id.Value, request.Volume.SizeGiB);
        return RunAsync(request, token => Driver.Volumes.CreateVolumeAsync(request.Volume, request.Source, request.Fence, token));
    }

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) =>
        RunAsync(request, token => Driver.Volumes.DeleteVolumeAsync(request.Volume, request.Fence, token));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> ExtendVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) =>
        RunAsync(request, token => Driver.Volumes.ExtendVolumeAsync(request.Volume, request.Fence, token));

    /// <inheritdoc/>
    public async Task<ArrayOutcome<Found>> CreateSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default)
    {
        var snapshot = request.SnapshotId!.Value;
        if (!await ReserveCapacity(snapshot.Value, request.Volume.SizeGiB)) return ArrayOutcome.Busy<Found>($"The pool {Id} has no room for the snapshot.", TimeSpan.FromMinutes(1));
        return await RunAsync(request, token => Driver.Volumes.CreateSnapshotAsync(request.Volume, snapshot, request.Fence, token));
    }

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> DeleteSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) =>
        RunAsync(request, token => Driver.Volumes.DeleteSnapshotAsync(request.Volume, request.SnapshotId!.Value, request.Fence, token));

    private Task<ArrayOutcome<T>> RunAsync<T>(VolumeOnArrayRequest request, Func<CancellationToken, Task<ArrayOutcome<T>>> call) =>
        _slots.RunAsync(AdmissionLane.Data, request.Project, request.Volume.Id, request.Fence.NotAfter, call);
}
