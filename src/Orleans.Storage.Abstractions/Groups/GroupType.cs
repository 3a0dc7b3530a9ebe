using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>A kind of group that operators offer (the wire contract's §21). Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupType")]
public sealed record GroupType
{
    /// <summary>Its id.</summary>
    [Id(0)] public required GroupTypeId Id { get; init; }
    /// <summary>Its name; unique.</summary>
    [Id(1)] public required string Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(2)] public string? Description { get; init; }
    /// <summary>Whether others than admins see it.</summary>
    [Id(3)] public bool IsPublic { get; init; } = true;
    /// <summary>What groups of it can do, such as <c>consistent_group_snapshot_enabled</c>.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, string> Specs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>When it was made.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed; null until then.</summary>
    [Id(6)] public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether <paramref name="caller"/> may see and use it.</summary>
    public bool IsVisibleTo(Caller caller) => IsPublic || caller.IsAdmin;
}
