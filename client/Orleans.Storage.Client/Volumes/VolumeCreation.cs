using OrleansStorage.Client.Calls;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Volumes;

/// <summary>What has to happen before a volume's grain is asked to make it: its type and source are resolved, its quota is promised. Safe from any thread.</summary>
internal sealed class VolumeCreation(ClusterCalls calls, QuotaGate quota)
{
    public async Task<VolumeDescription> CreateAsync(NewVolume wanted, CancellationToken cancellationToken)
    {
        // Asked again after its caller's crash: no second promise, the volume as it is.
        if (await calls.FindVolumeAsync(wanted.Id, cancellationToken) is { } existing)
            return existing;
        var source = wanted.SourceVolumeId is { } id ? await calls.GetVolumeAsync(id, cancellationToken) : null;
        var type = await ResolveTypeAsync(wanted.Type, source, cancellationToken);
        var sizeGiB = ResolveSize(wanted, source);
        var request = new CreateVolumeRequest
        {
            SizeGiB = sizeGiB,
            TypeId = type.Id,
            ExtraSpecs = type.ExtraSpecs,
            Name = wanted.Name,
            Description = wanted.Description,
            AvailabilityZone = wanted.AvailabilityZone ?? source?.AvailabilityZone,
            Metadata = wanted.Metadata,
            SnapshotId = wanted.SourceSnapshotId,
            SourceVolumeId = wanted.SourceVolumeId,
            SourceBackend = source?.Backend,
            Bootable = source?.Bootable ?? false,
        };
        var caller = calls.NewCaller();
        return await quota.UseAsync(
            calls.Project,
            new(wanted.Id.Value, type.Id, type.Name, Volumes: 1, Snapshots: 0, sizeGiB, sizeGiB),
            () => calls.Policy.RunAsync(_ => calls.Volume(wanted.Id).Create(request, caller), cancellationToken),
            cancellationToken);
    }

    /// <summary>The type that a name or id means; without one the source's, or the default.</summary>
    public async Task<VolumeType> ResolveTypeAsync(string? nameOrId, VolumeDescription? source, CancellationToken cancellationToken)
    {
        var types = await calls.Policy.RunAsync(_ => calls.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState(), cancellationToken);
        var wanted = nameOrId ?? source?.TypeId.ToString() ?? IVolumeTypesGrain.DefaultName;
        var caller = calls.NewCaller();
        return types.FirstOrDefault(type => (type.Name == wanted || type.Id.ToString() == wanted) && type.IsVisibleTo(caller))
            ?? throw StorageError.NotFound($"Volume type with name {wanted} could not be found.").ToException();
    }

    private static int ResolveSize(NewVolume wanted, VolumeDescription? source)
    {
        var least = wanted.SourceSnapshotId is { } id ? SnapshotOf(source, id).SizeGiB : source?.SizeGiB ?? 1;
        var sizeGiB = wanted.SizeGiB == 0 && source is not null ? least : wanted.SizeGiB;
        return sizeGiB >= least ? sizeGiB : throw StorageError.InvalidInput($"Volume size {sizeGiB}GB must be at least {least}GB.").ToException();
    }

    private static SnapshotDescription SnapshotOf(VolumeDescription? source, SnapshotId id) =>
        source?.Snapshots.FirstOrDefault(snapshot => snapshot.Id == id) ?? throw StorageError.SnapshotNotFound(id).ToException();
}
