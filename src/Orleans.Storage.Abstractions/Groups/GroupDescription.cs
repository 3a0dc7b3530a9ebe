using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>One group of volumes as clients may see it. Which volumes are in it, they say themselves (<see cref="Volumes.VolumeDescription.GroupId"/>). Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupDescription")]
public sealed record GroupDescription
{
    /// <summary>Its id.</summary>
    [Id(0)] public required GroupId Id { get; init; }
    /// <summary>The owner.</summary>
    [Id(1)] public required ProjectId ProjectId { get; init; }
    /// <summary>Its name.</summary>
    [Id(2)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(3)] public string? Description { get; init; }
    /// <summary>Where it is in its life.</summary>
    [Id(4)] public required GroupStatus Status { get; init; }
    /// <summary>Its group type.</summary>
    [Id(5)] public required GroupTypeId GroupTypeId { get; init; }
    /// <summary>The types that its volumes may have.</summary>
    [Id(6)] public required ImmutableArray<VolumeTypeId> VolumeTypes { get; init; }
    /// <summary>Its availability zone.</summary>
    [Id(7)] public string? AvailabilityZone { get; init; }
    /// <summary>When it was asked for.</summary>
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The group snapshot that it was made from.</summary>
    [Id(9)] public GroupSnapshotId? GroupSnapshotId { get; init; }
    /// <summary>The group that it was copied from.</summary>
    [Id(10)] public GroupId? SourceGroupId { get; init; }
    /// <summary>Why its record cannot be read, for operators; null when it can. Then <see cref="Status"/> is error, and the rest is what the catalog knew last.</summary>
    [Id(11)] public string? Unreadable { get; init; }
}
