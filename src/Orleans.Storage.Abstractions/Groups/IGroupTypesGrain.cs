namespace OrleansStorage.Groups;

/// <summary>All group types; one grain (<see cref="Key"/>), so that names are unique without a lock.</summary>
[Alias("OrleansStorage.IGroupTypesGrain")]
public interface IGroupTypesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "all";

    /// <summary>The type of this id or name that <paramref name="caller"/> may use; null when there is none.</summary>
    [Alias("Find")]
    Task<GroupType?> Find(string idOrName, Caller caller);
}
