using System.Collections.Immutable;
using OrleansStorage.Ids;
using OrleansStorage.Transfers;

namespace OrleansStorage.Volumes;

/// <summary>One volume as clients, operators and the dashboard may see it: no secret, no connector. A snapshot in time. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeDescription")]
public sealed record VolumeDescription
{
    /// <summary>Its id.</summary>
    [Id(0)] public required VolumeId Id { get; init; }
    /// <summary>The owner.</summary>
    [Id(1)] public required ProjectId ProjectId { get; init; }
    /// <summary>Who made it.</summary>
    [Id(2)] public required string UserId { get; init; }
    /// <summary>Its name.</summary>
    [Id(3)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(4)] public string? Description { get; init; }
    /// <summary>Its size in GiB.</summary>
    [Id(5)] public required int SizeGiB { get; init; }
    /// <summary>Where it is in its life.</summary>
    [Id(6)] public required VolumeStatus Status { get; init; }
    /// <summary>Whether anybody has it attached.</summary>
    [Id(7)] public required AttachStatus AttachStatus { get; init; }
    /// <summary>Its type.</summary>
    [Id(8)] public required VolumeTypeId TypeId { get; init; }
    /// <summary>Whether several instances may attach it.</summary>
    [Id(9)] public bool Multiattach { get; init; }
    /// <summary>Its availability zone; null until it is placed.</summary>
    [Id(10)] public string? AvailabilityZone { get; init; }
    /// <summary>The pool it lives on; null when no pool could take it.</summary>
    [Id(11)] public BackendId? Backend { get; init; }
    /// <summary>When it was asked for.</summary>
    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed; null until then.</summary>
    [Id(13)] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The users' own words.</summary>
    [Id(14)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Words of the system: <c>readonly</c>, <c>attached_mode</c>.</summary>
    [Id(15)] public ImmutableSortedDictionary<string, string> AdminMetadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Whether an instance can boot from it.</summary>
    [Id(16)] public bool Bootable { get; init; }
    /// <summary>The snapshot it was made from.</summary>
    [Id(17)] public SnapshotId? SnapshotId { get; init; }
    /// <summary>The volume it was cloned from.</summary>
    [Id(18)] public VolumeId? SourceVolumeId { get; init; }
    /// <summary>Every attachment, in the order of their creation.</summary>
    [Id(19)] public ImmutableArray<AttachmentDescription> Attachments { get; init; } = [];
    /// <summary>Every export, one a host.</summary>
    [Id(20)] public ImmutableArray<ExportDescription> Exports { get; init; } = [];
    /// <summary>Every snapshot, oldest first.</summary>
    [Id(21)] public ImmutableArray<SnapshotDescription> Snapshots { get; init; } = [];
    /// <summary>The operation that is open on the array; null when none is.</summary>
    [Id(22)] public IntentDescription? Intent { get; init; }
    /// <summary>How many intents this volume has had.</summary>
    [Id(23)] public long Epoch { get; init; }
    /// <summary>The highest epoch that the array may have seen from this record, the open operation aside.</summary>
    [Id(42)] public long KnownEpoch { get; init; }
    /// <summary>The operations that may have reached the array under higher epochs, and of which nobody heard, the open one included.</summary>
    [Id(43)] public ImmutableArray<OperationId> KnownOperations { get; init; } = [];
    /// <summary>Whether its targets are shared with other volumes; null until it is placed.</summary>
    [Id(24)] public bool? SharedTargets { get; init; }
    /// <summary>The group it is in; null when it is in none.</summary>
    [Id(40)] public GroupId? GroupId { get; init; }
    /// <summary>The open offer of it to another project; null when there is none.</summary>
    [Id(41)] public TransferDescription? Transfer { get; init; }
    /// <summary>What was noted of the image that it came from; empty when nothing was.</summary>
    [Id(30)] public ImmutableSortedDictionary<string, string> ImageMetadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>How a migration of it stands; null when none was ever begun.</summary>
    [Id(31)] public MigrationStatus? MigrationStatus { get; init; }
    /// <summary>Why its record cannot be read, for operators; null when it can. Then <see cref="Status"/> is error, and the rest is what the catalog knew last.</summary>
    [Id(60)] public string? Unreadable { get; init; }
    /// <summary>What its array work waits for before it goes on; null when it does not wait, and in lists.</summary>
    [Id(61)] public OperationWait? Waits { get; init; }
}
