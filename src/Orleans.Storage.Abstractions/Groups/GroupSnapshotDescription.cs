using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>One snapshot of a group as clients may see it. Its parts, the volumes' snapshots, say themselves that they are of it. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.GroupSnapshotDescription")]
public sealed record GroupSnapshotDescription
{
    /// <summary>Its id.</summary>
    [Id(0)] public required GroupSnapshotId Id { get; init; }
    /// <summary>The group.</summary>
    [Id(1)] public required GroupId GroupId { get; init; }
    /// <summary>The group's type.</summary>
    [Id(2)] public required GroupTypeId GroupTypeId { get; init; }
    /// <summary>The owner.</summary>
    [Id(3)] public required ProjectId ProjectId { get; init; }
    /// <summary>Its name.</summary>
    [Id(4)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(5)] public string? Description { get; init; }
    /// <summary>Where it is in its life.</summary>
    [Id(6)] public required GroupStatus Status { get; init; }
    /// <summary>When it was asked for.</summary>
    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }
}
