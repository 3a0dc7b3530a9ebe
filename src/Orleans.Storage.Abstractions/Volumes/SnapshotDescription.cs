using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>One snapshot as clients may see it. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.SnapshotDescription")]
public sealed record SnapshotDescription
{
    /// <summary>Its id.</summary>
    [Id(0)] public required SnapshotId Id { get; init; }
    /// <summary>The volume it was made of.</summary>
    [Id(1)] public required VolumeId VolumeId { get; init; }
    /// <summary>The owner.</summary>
    [Id(2)] public required ProjectId ProjectId { get; init; }
    /// <summary>Who made it.</summary>
    [Id(3)] public required string UserId { get; init; }
    /// <summary>Its name.</summary>
    [Id(4)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(5)] public string? Description { get; init; }
    /// <summary>Where it is in its life.</summary>
    [Id(6)] public required SnapshotStatus Status { get; init; }
    /// <summary>The volume's size when it was made, in GiB.</summary>
    [Id(7)] public required int SizeGiB { get; init; }
    /// <summary>When it was asked for.</summary>
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed; null until then.</summary>
    [Id(9)] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The users' own words.</summary>
    [Id(10)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The group snapshot that it is a part of; null when it was made alone.</summary>
    [Id(40)] public GroupSnapshotId? GroupSnapshotId { get; init; }
    /// <summary>How far it is, such as <c>90%</c>, in the words of who makes it; null when nobody said.</summary>
    [Id(20)] public string? Progress { get; init; }
}
