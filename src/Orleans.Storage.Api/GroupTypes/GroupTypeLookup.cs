using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.GroupTypes;

/// <summary>Finds the group type that a path or a body names. Safe from any thread.</summary>
internal sealed class GroupTypeLookup(IGrainFactory grains)
{
    private const string ConsistentSpec = "consistent_group_snapshot_enabled";

    /// <summary>The grain of all group types.</summary>
    public IGroupTypesGrain Grain => grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key);

    /// <summary>404 for a group type; <paramref name="id"/> is what the client wrote.</summary>
    public static ApiException NotFound(string id) => ApiException.NotFound($"Group type {id} could not be found.");

    /// <summary>Whether snapshots of groups of this type are to be consistent across volumes.</summary>
    public static bool IsConsistent(GroupType type) => type.Specs.GetValueOrDefault(ConsistentSpec) == "<is> True";

    /// <summary>The group type that the path names, by id.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not see it.</exception>
    public async Task<GroupType> GetAsync(ApiRequest request)
    {
        var text = request.Route("id");
        return (GroupTypeId.TryParse(text, out var id) ? await FindAsync(t => t.Id == id, request.Caller) : null) ?? throw NotFound(text);
    }

    /// <summary>The group type that a body names, by id or name.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not use it.</exception>
    public async Task<GroupType> ResolveAsync(string idOrName, Caller caller) => GroupTypeId.TryParse(idOrName, out var id)
        ? await FindAsync(t => t.Id == id, caller) ?? throw NotFound(idOrName)
        : await FindAsync(t => t.Name == idOrName, caller) ?? throw ApiException.NotFound($"Group type with name {idOrName} could not be found.");

    /// <summary>Whether snapshots of groups of a type are to be consistent; one that is gone wants nothing.</summary>
    public async Task<bool> IsConsistentAsync(GroupTypeId id) => (await Grain.GetState()).FirstOrDefault(t => t.Id == id) is { } type && IsConsistent(type);

    private async Task<GroupType?> FindAsync(Func<GroupType, bool> isMeant, Caller caller) => (await Grain.GetState()).FirstOrDefault(t => isMeant(t) && t.IsVisibleTo(caller));
}
