using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// Everything on record of one volume: what its grain stores, in one row, as JSON. The catalog's triggers read these names and rely on their order (what every attach changes comes first), so a rename or a move is a
/// schema change. Immutable: a change is a new value.
/// </summary>
/// <remarks>Invariants: at most one intent; one export a host; an export in phase exported has owners; the epoch only grows.</remarks>
public sealed record VolumeState
{
    /// <summary>The schema number of what this code writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema number that this value was written with.</summary>
    [JsonPropertyName("schema")] public int Schema { get; init; } = CurrentSchema;
    /// <summary>Where it is in its life.</summary>
    [JsonPropertyName("status")] public VolumeStatus Status { get; init; }
    /// <summary>The status to go back to when the growth under way ends.</summary>
    [JsonPropertyName("previous_status")] public VolumeStatus? PreviousStatus { get; init; }
    /// <summary>Whether anybody has it attached.</summary>
    [JsonPropertyName("attach_status")] public AttachStatus AttachStatus { get; init; }
    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updated_at")] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>How many intents this volume has had; every array call carries it.</summary>
    [JsonPropertyName("epoch")] public long Epoch { get; init; }
    /// <summary>The highest epoch that the array may have seen; null when that is <see cref="Epoch"/>: a call that was turned away before the array uses up an epoch that the array never sees.</summary>
    [JsonPropertyName("array_epoch")] public long? ArrayEpoch { get; init; }
    /// <summary>The operations that may have come to the array under higher epochs than <see cref="ArrayEpoch"/>, before their last try was turned away; null for none.</summary>
    [JsonPropertyName("array_operations")] public ImmutableArray<OperationId>? ArrayOperations { get; init; }
    /// <summary>How many exports are on record.</summary>
    [JsonPropertyName("exports_recorded")] public int ExportsRecorded => Exports.Length;
    /// <summary>The ids of the attachments and snapshots that left last, the latest at the end: they do not come back.</summary>
    [JsonPropertyName("departed")] public ImmutableArray<Guid> Departed { get; init; } = [];
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required VolumeId Id { get; init; }
    /// <summary>The owner.</summary>
    [JsonPropertyName("project")] public required ProjectId ProjectId { get; init; }
    /// <summary>Who made it.</summary>
    [JsonPropertyName("user")] public required string UserId { get; init; }
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [JsonPropertyName("description")] public string? Description { get; init; }
    /// <summary>Its size in GiB.</summary>
    [JsonPropertyName("size")] public required int SizeGiB { get; init; }
    /// <summary>The size in GiB that a growth under way will give it; null when none is. Quota and capacity count it as if it had it.</summary>
    [JsonPropertyName("growing_to")] public int? GrowingToGiB => Intent?.NewSizeGiB;
    /// <summary>Its type.</summary>
    [JsonPropertyName("type")] public required VolumeTypeId TypeId { get; init; }
    /// <summary>Whether several instances may attach it.</summary>
    [JsonPropertyName("multiattach"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Multiattach { get; init; }
    /// <summary>Its availability zone.</summary>
    [JsonPropertyName("zone")] public string? AvailabilityZone { get; init; }
    /// <summary>The pool it lives on; null when no pool could take it.</summary>
    [JsonPropertyName("backend")] public BackendId? Backend { get; init; }
    /// <summary>Whether its targets are shared with other volumes.</summary>
    [JsonPropertyName("shared_targets")] public bool? SharedTargets { get; init; }
    /// <summary>When it was asked for.</summary>
    [JsonPropertyName("created_at")] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The users' own words.</summary>
    [JsonPropertyName("metadata")] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Words of the system: <c>readonly</c>, <c>attached_mode</c>.</summary>
    [JsonPropertyName("admin_metadata")] public ImmutableSortedDictionary<string, string> AdminMetadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Whether an instance can boot from it.</summary>
    [JsonPropertyName("bootable"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Bootable { get; init; }
    /// <summary>The snapshot it was made from.</summary>
    [JsonPropertyName("snapshot_id")] public SnapshotId? SnapshotId { get; init; }
    /// <summary>The volume it was cloned from, or that its snapshot belongs to.</summary>
    [JsonPropertyName("source_volid")] public VolumeId? SourceVolumeId { get; init; }
    /// <summary>The group it is in; null when it is in none.</summary>
    [JsonPropertyName("group")] public GroupId? GroupId { get; init; }
    /// <summary>The open offer of it to another project; null when there is none.</summary>
    [JsonPropertyName("transfer")] public Transfer? Transfer { get; init; }
    /// <summary>What was noted of the image that it came from; null when nothing was.</summary>
    [JsonPropertyName("image_metadata")] public ImmutableSortedDictionary<string, string>? ImageMetadata { get; init; }
    /// <summary>Whether its adoption is not known to have succeeded: then it is let go where others are removed, so that nothing is lost that was not ours.</summary>
    [JsonPropertyName("adopting"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Adopting { get; init; }
    /// <summary>How a migration stands, in an operator's words; null for none.</summary>
    [JsonPropertyName("migration_status")] public MigrationStatus? MigrationStatus { get; init; }
    /// <summary>Every attachment, in the order of their creation.</summary>
    [JsonPropertyName("attachments")] public ImmutableArray<Attachment> Attachments { get; init; } = [];
    /// <summary>Every export, one a host.</summary>
    [JsonPropertyName("exports")] public ImmutableArray<Export> Exports { get; init; } = [];
    /// <summary>Every snapshot, oldest first.</summary>
    [JsonPropertyName("snapshots")] public ImmutableArray<Snapshot> Snapshots { get; init; } = [];
    /// <summary>The operation that is open on the array.</summary>
    [JsonPropertyName("intent"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public Intent? Intent { get; init; }
    /// <summary>Operations that ended with this write; the database moves them to the timeline, and the next write leaves them out.</summary>
    [JsonPropertyName("ended")] public ImmutableArray<OperationEntry> Ended { get; init; } = [];
    /// <summary>True in the last write before the row is cleared: the volume is gone, only its timeline entry is still to be moved.</summary>
    [JsonPropertyName("gone")] public bool Gone { get; init; }
}
