using System.Collections.Immutable;

namespace OrleansStorage.Groups;

/// <summary>A kind of group that operators offer, as groups need to know it. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; unique.</param>
/// <param name="Specs">What groups of it want.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupType")]
public sealed record GroupType([property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] ImmutableSortedDictionary<string, string> Specs)
{
    /// <summary>Whether snapshots of its groups are to be consistent across volumes.</summary>
    public bool IsConsistent => Specs.GetValueOrDefault("consistent_group_snapshot_enabled") == "<is> True";
}
