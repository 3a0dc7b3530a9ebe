using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Calls;

/// <summary>One caller's way to the grains: who asks, which grain, and how often. Immutable; safe from any thread.</summary>
internal sealed record ClusterCalls(IGrainFactory Grains, CallPolicy Policy, StorageClientOptions Options, TimeProvider Time, ProjectId Project, string UserId)
{
    /// <summary>Who asks, under a request id of its own that the timeline keeps.</summary>
    public Caller NewCaller() => new(Project, UserId, Options.IsAdmin, $"req-{Guid.NewGuid():D}");

    /// <summary>The volume's grain.</summary>
    public IVolumeGrain Volume(VolumeId id) => Grains.GetVolume(id);

    /// <summary>Reads a volume; null when there is none, or it is another project's.</summary>
    public async Task<VolumeDescription?> FindVolumeAsync(VolumeId id, CancellationToken cancellationToken)
    {
        var volume = await Policy.RunAsync(_ => Volume(id).GetState(), cancellationToken);
        return volume is not null && NewCaller().MaySee(volume.ProjectId) ? volume : null;
    }

    /// <summary>Reads a volume.</summary>
    /// <exception cref="StorageException">There is none, or it is another project's.</exception>
    public async Task<VolumeDescription> GetVolumeAsync(VolumeId id, CancellationToken cancellationToken) =>
        await FindVolumeAsync(id, cancellationToken) ?? throw StorageError.VolumeNotFound(id).ToException();

    /// <summary>
    /// Runs a call that ends a thing, so that "not found" on a further try means that an earlier one has done it. On the first try it is what it says.
    /// </summary>
    public Task EndAsync(Func<Task> call, CancellationToken cancellationToken) => Policy.RunAsync(async attempt =>
    {
        try
        {
            await call();
        }
        catch (StorageException error) when (attempt > 0 && error.Error.Reason == ErrorReason.NotFound)
        {
        }
    }, cancellationToken);
}
