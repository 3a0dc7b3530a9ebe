using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Backups;

/// <summary>A backup that was asked for (the wire contract's §22). There is no backup service, so each has failed. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.BackupRecord")]
public sealed record BackupRecord
{
    /// <summary>Its id.</summary>
    [Id(0)] public required BackupId Id { get; init; }
    /// <summary>The owner.</summary>
    [Id(1)] public required ProjectId ProjectId { get; init; }
    /// <summary>The user who asked.</summary>
    [Id(2)] public required string UserId { get; init; }
    /// <summary>The volume.</summary>
    [Id(3)] public required VolumeId VolumeId { get; init; }
    /// <summary>The snapshot to back up; null for the volume as it is.</summary>
    [Id(4)] public SnapshotId? SnapshotId { get; init; }
    /// <summary>The volume's size in GiB.</summary>
    [Id(5)] public required int SizeGiB { get; init; }
    /// <summary>Its name.</summary>
    [Id(6)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(7)] public string? Description { get; init; }
    /// <summary>Where it was to be kept.</summary>
    [Id(8)] public string? Container { get; init; }
    /// <summary>The zone of the service that was to make it.</summary>
    [Id(9)] public string? AvailabilityZone { get; init; }
    /// <summary>The users' own words.</summary>
    [Id(10)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Why there is none.</summary>
    [Id(11)] public required string FailReason { get; init; }
    /// <summary>When it was asked for.</summary>
    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    [Id(13)] public required DateTimeOffset UpdatedAt { get; init; }
}
