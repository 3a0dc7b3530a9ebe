using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks for a new volume. The type is resolved and the quota reserved before. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateVolumeRequest")]
public sealed record CreateVolumeRequest
{
    /// <summary>Its size in GiB, 1 or more.</summary>
    [Id(0)] public required int SizeGiB { get; init; }
    /// <summary>Its type.</summary>
    [Id(1)] public required VolumeTypeId TypeId { get; init; }
    /// <summary>The type's extra specs, which decide where it may go.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, string> ExtraSpecs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Its name.</summary>
    [Id(3)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(4)] public string? Description { get; init; }
    /// <summary>The zone it must be in; null for any.</summary>
    [Id(5)] public string? AvailabilityZone { get; init; }
    /// <summary>The users' own words.</summary>
    [Id(6)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The snapshot to copy; at most one source.</summary>
    [Id(7)] public SnapshotId? SnapshotId { get; init; }
    /// <summary>The volume to copy, or the snapshot's volume.</summary>
    [Id(8)] public VolumeId? SourceVolumeId { get; init; }
    /// <summary>The pool of the source: a copy is made where the original is. Null without source.</summary>
    [Id(9)] public BackendId? SourceBackend { get; init; }
    /// <summary>Whether an instance can boot from it (inherited from the source).</summary>
    [Id(10)] public bool Bootable { get; init; }
    /// <summary>The group that it is made in; the group itself asks then.</summary>
    [Id(40)] public GroupId? GroupId { get; init; }
    /// <summary>What was noted of the source's image; empty when nothing was.</summary>
    [Id(20)] public ImmutableSortedDictionary<string, string> ImageMetadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The pools of which it must be on one; null for no such wish.</summary>
    [Id(21)] public ImmutableArray<BackendId>? OnlyBackends { get; init; }
    /// <summary>The pools on which it must not be.</summary>
    [Id(22)] public ImmutableArray<BackendId> NotBackends { get; init; } = [];
}
