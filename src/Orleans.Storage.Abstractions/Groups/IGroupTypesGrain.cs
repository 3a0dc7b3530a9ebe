using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>All group types; one grain (<see cref="Key"/>), so that names are unique without a lock. Refusals are <see cref="Errors.StorageException"/>s with Cinder's words.</summary>
[Alias("OrleansStorage.IGroupTypesGrain")]
public interface IGroupTypesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "all";

    /// <summary>Makes a type; its name must be new.</summary>
    [Alias("Create")]
    Task<GroupType> Create(string name, string? description, bool isPublic, ImmutableSortedDictionary<string, string> specs);

    /// <summary>Changes name, description or visibility; null stays.</summary>
    [Alias("Update")]
    Task<GroupType> Update(GroupTypeId id, string? name, string? description, bool? isPublic);

    /// <summary>Removes a type.</summary>
    [Alias("Delete")]
    Task Delete(GroupTypeId id);

    /// <summary>Sets or removes (null) specs.</summary>
    [Alias("MergeSpecs")]
    Task<GroupType> MergeSpecs(GroupTypeId id, ImmutableDictionary<string, string?> entries);

    /// <summary>Every type, oldest first. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<GroupType>> GetState();
}
