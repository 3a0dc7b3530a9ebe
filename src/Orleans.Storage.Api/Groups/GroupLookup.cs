using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Records;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Groups;

/// <summary>Finds the group that a path or a body names, and its volumes. From the catalog, which is as new as the last write. Safe from any thread.</summary>
internal sealed class GroupLookup(IGrainFactory grains, ICatalog catalog)
{
    private const int VolumesSince = 25;

    /// <summary>The group's grain.</summary>
    public IGroupGrain Grain(GroupId id) => grains.GetGrain<IGroupGrain>(id.ToString());

    /// <summary>The group.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    /// <exception cref="StorageException">Its record cannot be read.</exception>
    public async Task<GroupDescription> GetAsync(string text, Caller caller)
    {
        var group = GroupId.TryParse(text, out var id) && await catalog.ListGroupsAsync(CatalogQuery.ById(id.Value), CancellationToken.None) is [var found] && caller.MaySee(found.ProjectId) ? found
            : throw ApiException.NotFound($"Group {text} could not be found.");
        return group.Unreadable is null ? group : throw StorageError.Unreadable(RecordKind.Group, group.Id).ToException();
    }

    /// <summary>The grain of the group that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public async Task<IGroupGrain> GrainAsync(ApiRequest request) => Grain((await GetAsync(request.Route("id"), request.Caller)).Id);

    /// <summary>Ends the request unless its caller may see the group that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public Task RequireAsync(ApiRequest request) => GetAsync(request.Route("id"), request.Caller);

    /// <summary>The volumes in a group.</summary>
    public Task<IReadOnlyList<VolumeDescription>> VolumesAsync(GroupId id) =>
        catalog.ListVolumesAsync(new() { Filters = [new("group_id", CatalogOperator.Equal, id.ToString())], Limit = int.MaxValue, Sort = [new("created_at", false)] }, CancellationToken.None);

    /// <summary>How the request is shown groups: with their volumes when it asks for them.</summary>
    public async Task<GroupView> ViewAsync(ApiRequest request, IReadOnlyList<GroupDescription> groups)
    {
        if (!request.Version.Has(VolumesSince) || !Booleans.FromQuery(request, "list_volume"))
        {
            return new(request, null);
        }

        List<VolumeDescription> volumes = [];
        foreach (var group in groups)
        {
            volumes.AddRange(await VolumesAsync(group.Id));
        }

        return new(request, volumes.ToLookup(v => v.GroupId!.Value, v => v.Id));
    }
}
