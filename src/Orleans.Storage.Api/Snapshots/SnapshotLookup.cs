using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Records;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>Finds the snapshot that a path or a body names; it lives with its volume. Safe from any thread.</summary>
internal sealed class SnapshotLookup(ICatalog catalog, VolumeLookup volumes)
{
    /// <summary>The snapshot's id and its volume's grain.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public async Task<(SnapshotId Id, IVolumeGrain Volume)> FindAsync(string text)
    {
        var owner = SnapshotId.TryParse(text, out var id) ? await catalog.FindVolumeOfSnapshotAsync(id, CancellationToken.None) : null;
        return (id, volumes.Grain(owner ?? throw ApiException.SnapshotNotFound(text)));
    }

    /// <summary>The snapshot.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public async Task<SnapshotDescription> GetAsync(string text, Caller caller) => (await GetWithVolumeAsync(text, caller)).Snapshot;

    /// <summary>Ends the request unless its caller may see the snapshot that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public Task RequireAsync(ApiRequest request) => GetAsync(request.Route("id"), request.Caller);

    /// <summary>The snapshot and its volume.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    /// <exception cref="StorageException">The volume's record cannot be read, and the snapshot's with it.</exception>
    public async Task<(SnapshotDescription Snapshot, VolumeDescription Volume)> GetWithVolumeAsync(string text, Caller caller)
    {
        var (id, grain) = await FindAsync(text);
        var volume = await grain.GetState();
        foreach (var snapshot in volume?.Snapshots ?? [])
        {
            if (snapshot.Id == id && caller.MaySee(snapshot.ProjectId))
            {
                return (snapshot, volume!);
            }
        }

        throw volume?.Unreadable is not null && caller.MaySee(volume.ProjectId) ? StorageError.Unreadable(RecordKind.Volume, volume.Id).ToException() : ApiException.SnapshotNotFound(text);
    }
}
