using OrleansStorage.Api.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Groups;

/// <summary>Finds the group type that a new group names. Safe from any thread.</summary>
internal sealed class GroupTypeResolver(IGrainFactory grains)
{
    private const string ConsistentSpec = "consistent_group_snapshot_enabled";

    /// <summary>The group type of this id or name.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not use it.</exception>
    public async Task<GroupType> GetAsync(string idOrName, Caller caller)
    {
        var isId = GroupTypeId.TryParse(idOrName, out var id);
        foreach (var type in await grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key).GetState())
        {
            if ((isId ? type.Id == id : type.Name == idOrName) && type.IsVisibleTo(caller))
            {
                return type;
            }
        }

        throw ApiException.NotFound(isId ? $"Group type {idOrName} could not be found." : $"Group type with name {idOrName} could not be found.");
    }

    /// <summary>Whether snapshots of groups of this type are to be consistent across volumes.</summary>
    public static bool IsConsistent(GroupType type) => type.Specs.GetValueOrDefault(ConsistentSpec) == "<is> True";

    /// <summary>The same of a type that a group has; one that is gone wants nothing.</summary>
    public async Task<bool> IsConsistentAsync(GroupTypeId id) =>
        (await grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key).GetState()).FirstOrDefault(t => t.Id == id) is { } type && IsConsistent(type);
}
