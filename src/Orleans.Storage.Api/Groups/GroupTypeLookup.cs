using OrleansStorage.Api.Errors;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.Groups;

/// <summary>Finds the group type that a body names. Safe from any thread.</summary>
internal sealed class GroupTypeLookup(IGrainFactory grains)
{
    /// <summary>The group type of this id or name.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not use it.</exception>
    public async Task<GroupType> GetAsync(string idOrName, Caller caller) => await FindAsync(idOrName, caller)
        ?? throw ApiException.NotFound(Guid.TryParse(idOrName, out _) ? $"Group type {idOrName} could not be found." : $"Group type with name {idOrName} could not be found.");

    /// <summary>Whether snapshots of groups of this type are to be consistent; a type that is gone wants nothing.</summary>
    public async Task<bool> IsConsistentAsync(Guid id) => await FindAsync(id.ToString("D"), Caller.System) is { IsConsistent: true };

    private Task<GroupType?> FindAsync(string idOrName, Caller caller) => grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key).Find(idOrName, caller);
}
