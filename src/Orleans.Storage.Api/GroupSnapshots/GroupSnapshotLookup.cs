using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.GroupSnapshots;

/// <summary>Finds the group snapshot that a path or a body names, and its parts. From the catalog, which is as new as the last write. Safe from any thread.</summary>
internal sealed class GroupSnapshotLookup(IGrainFactory grains, ICatalog catalog)
{
    /// <summary>The group snapshot.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public async Task<GroupSnapshotDescription> GetAsync(string text, Caller caller)
    {
        return GroupSnapshotId.TryParse(text, out var id) && await catalog.ListGroupSnapshotsAsync(CatalogQuery.ById(id.Value), CancellationToken.None) is [var snapshot] && caller.MaySee(snapshot.ProjectId) ? snapshot
            : throw ApiException.NotFound($"GroupSnapshot {text} could not be found.");
    }

    /// <summary>The group snapshot that the path names, and its group's grain.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public async Task<(GroupSnapshotId Id, IGroupGrain Group)> FindAsync(ApiRequest request)
    {
        var snapshot = await GetAsync(request.Route("id"), request.Caller);
        return (snapshot.Id, grains.GetGrain<IGroupGrain>(snapshot.GroupId.ToString()));
    }

    /// <summary>Ends the request unless its caller may see the group snapshot that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public Task RequireAsync(ApiRequest request) => GetAsync(request.Route("id"), request.Caller);

    /// <summary>The volumes' snapshots that it is made of, with their volumes' types.</summary>
    public async Task<IReadOnlyList<(SnapshotDescription Part, VolumeTypeId Type)>> PartsAsync(GroupSnapshotId id)
    {
        List<(SnapshotDescription, VolumeTypeId)> parts = [];
        var query = new CatalogQuery { Filters = [new("group_snapshot_id", CatalogOperator.Equal, id.ToString())], Limit = int.MaxValue, Sort = [new("created_at", false)] };
        foreach (var part in await catalog.ListSnapshotsAsync(query, CancellationToken.None))
        {
            if (await grains.GetVolume(part.VolumeId).GetState() is { } volume)
            {
                parts.Add((part, volume.TypeId));
            }
        }

        return parts;
    }
}
