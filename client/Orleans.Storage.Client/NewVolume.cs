using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Client;

/// <summary>The volume that somebody wants. Immutable.</summary>
public sealed record NewVolume
{
    /// <summary>Its id. Chosen here, so that a caller that crashed can ask again with the same id and gets no second volume.</summary>
    public VolumeId Id { get; init; } = VolumeId.New();
    /// <summary>Its size in GiB; 0 for the size of its source.</summary>
    public int SizeGiB { get; init; }
    /// <summary>Its type, by name or id; null for the source's, or the default.</summary>
    public string? Type { get; init; }
    /// <summary>Its name.</summary>
    public string? Name { get; init; }
    /// <summary>Its description.</summary>
    public string? Description { get; init; }
    /// <summary>The zone that it must be in; null for any.</summary>
    public string? AvailabilityZone { get; init; }
    /// <summary>The users' own words.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The volume to copy; null for a blank one.</summary>
    public VolumeId? SourceVolumeId { get; init; }
    /// <summary>The snapshot of <see cref="SourceVolumeId"/> to copy instead of the volume as it is.</summary>
    public SnapshotId? SourceSnapshotId { get; init; }
}
