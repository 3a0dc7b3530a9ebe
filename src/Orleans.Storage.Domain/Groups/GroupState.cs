using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Groups;

/// <summary>
/// Everything on record of one group: what its grain stores, in one row, as JSON. The catalog's triggers read these names, so a rename is a schema change. Which volumes are in the group is on record with them.
/// What is still to be done is on record too (<see cref="Owes"/>), so whoever finds it can go on. Immutable.
/// </summary>
public sealed record GroupState
{
    /// <summary>The schema number of what this code writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; init; } = CurrentSchema;
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required GroupId Id { get; init; }
    /// <summary>The owner.</summary>
    [JsonPropertyName("project")] public required ProjectId ProjectId { get; init; }
    /// <summary>Who made it; what the group does to its volumes is done for this user.</summary>
    [JsonPropertyName("user")] public required string UserId { get; init; }
    /// <summary>The request that asked for what is being done.</summary>
    [JsonPropertyName("request")] public required string RequestId { get; init; }
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [JsonPropertyName("description")] public string? Description { get; init; }
    /// <summary>What clients are shown.</summary>
    [JsonPropertyName("status")] public required GroupStatus Status { get; init; }
    /// <summary>Its group type.</summary>
    [JsonPropertyName("group_type")] public required GroupTypeId GroupTypeId { get; init; }
    /// <summary>The types that its volumes may have.</summary>
    [JsonPropertyName("volume_types")] public required ImmutableArray<VolumeTypeId> VolumeTypes { get; init; }
    /// <summary>Its availability zone.</summary>
    [JsonPropertyName("zone")] public string? AvailabilityZone { get; init; }
    /// <summary>When it was asked for.</summary>
    [JsonPropertyName("created_at")] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updated_at")] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The group snapshot that it was made from.</summary>
    [JsonPropertyName("group_snapshot_id")] public GroupSnapshotId? GroupSnapshotId { get; init; }
    /// <summary>The group that it was copied from.</summary>
    [JsonPropertyName("source_group_id")] public GroupId? SourceGroupId { get; init; }
    /// <summary>Its snapshots, oldest first.</summary>
    [JsonPropertyName("snapshots")] public ImmutableArray<GroupSnapshot> Snapshots { get; init; } = [];
    /// <summary>Volumes that are still to be made in it.</summary>
    [JsonPropertyName("copies")] public ImmutableArray<GroupCopy> Copies { get; init; } = [];
    /// <summary>Volumes that are still to come to it.</summary>
    [JsonPropertyName("adding")] public ImmutableArray<VolumeId> Adding { get; init; } = [];
    /// <summary>Volumes that are still to leave it.</summary>
    [JsonPropertyName("removing")] public ImmutableArray<VolumeId> Removing { get; init; } = [];
    /// <summary>Whether its volumes are to be removed, and then itself.</summary>
    [JsonPropertyName("ending")] public bool Ending { get; init; }
    /// <summary>The volumes and snapshots that were told to go, so that one that failed to go is told from one that failed before.</summary>
    [JsonPropertyName("told")] public ImmutableArray<Guid> Told { get; init; } = [];
    /// <summary>Whether something is still to be done.</summary>
    [JsonPropertyName("owes")] public bool Owes => Ending || !Copies.IsEmpty || !Adding.IsEmpty || !Removing.IsEmpty || Snapshots.Any(s => s.Work != GroupSnapshotWork.None);
}
