using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>Asks for a new group. Types are resolved and quota is reserved before. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateGroupRequest")]
public sealed record CreateGroupRequest
{
    /// <summary>Its group type.</summary>
    [Id(0)] public required GroupTypeId GroupTypeId { get; init; }
    /// <summary>Whether the group type wants snapshots that are consistent across volumes, which no array here can make.</summary>
    [Id(1)] public bool IsConsistent { get; init; }
    /// <summary>The types that its volumes may have, 1 or more.</summary>
    [Id(2)] public required ImmutableArray<VolumeTypeId> VolumeTypes { get; init; }
    /// <summary>Its name.</summary>
    [Id(3)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(4)] public string? Description { get; init; }
    /// <summary>Its availability zone.</summary>
    [Id(5)] public string? AvailabilityZone { get; init; }
    /// <summary>The group snapshot that it is made from.</summary>
    [Id(6)] public GroupSnapshotId? GroupSnapshotId { get; init; }
    /// <summary>The group that it is copied from.</summary>
    [Id(7)] public GroupId? SourceGroupId { get; init; }
    /// <summary>The volumes to make in it; empty for a group that begins without.</summary>
    [Id(8)] public ImmutableArray<GroupCopy> Copies { get; init; } = [];
}
