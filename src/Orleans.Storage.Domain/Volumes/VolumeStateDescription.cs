using System.Collections.Immutable;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>A volume's state as clients may see it: the one place where stored becomes shown.</summary>
public static class VolumeStateDescription
{
    /// <summary>The volume without secrets and connectors.</summary>
    public static VolumeDescription Describe(this VolumeState state) => new()
    {
        Id = state.Id,
        ProjectId = state.ProjectId,
        UserId = state.UserId,
        Name = state.Name,
        Description = state.Description,
        SizeGiB = state.SizeGiB,
        Status = state.Status,
        AttachStatus = state.AttachStatus,
        TypeId = state.TypeId,
        Multiattach = state.Multiattach,
        AvailabilityZone = state.AvailabilityZone,
        Backend = state.Backend,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        Metadata = state.Metadata,
        AdminMetadata = state.AdminMetadata,
        Bootable = state.Bootable,
        SnapshotId = state.SnapshotId,
        SourceVolumeId = state.SnapshotId is null ? state.SourceVolumeId : null,
        Attachments = [.. state.Attachments.Select(a => a.Describe(state))],
        Exports = [.. state.Exports.Select(Describe)],
        Snapshots = [.. state.Snapshots.Select(s => s.Describe(state))],
        Intent = state.Intent is { } i ? new IntentDescription(i.OperationId, i.Kind, i.Epoch, i.NotAfter, i.Host ?? i.SnapshotId?.ToString()) : null,
        Epoch = state.Epoch,
        KnownEpoch = state.KnownEpoch(),
        KnownOperations = state.KnownOperations(),
        SharedTargets = state.SharedTargets,
        GroupId = state.GroupId,
        Transfer = state.Transfer?.Describe(state),
        ImageMetadata = state.ImageMetadata ?? ImmutableSortedDictionary<string, string>.Empty,
        MigrationStatus = state.MigrationStatus,
    };

    /// <summary>One attachment without its connector.</summary>
    public static AttachmentDescription Describe(this Attachment attachment, VolumeState state) => new()
    {
        Id = attachment.Id,
        VolumeId = state.Id,
        Status = attachment.Status,
        InstanceId = attachment.InstanceId,
        Host = attachment.Host,
        Mountpoint = attachment.Mountpoint,
        Mode = attachment.Mode,
        AttachedAt = attachment.AttachedAt,
        IsConnected = state.ExportOf(attachment.Id) is { Phase: ExportPhase.Exported },
    };

    /// <summary>One snapshot.</summary>
    public static SnapshotDescription Describe(this Snapshot snapshot, VolumeState state) => new()
    {
        Id = snapshot.Id,
        VolumeId = state.Id,
        ProjectId = snapshot.ProjectId,
        UserId = snapshot.UserId,
        Name = snapshot.Name,
        Description = snapshot.Description,
        Status = snapshot.Status,
        SizeGiB = snapshot.SizeGiB,
        CreatedAt = snapshot.CreatedAt,
        UpdatedAt = snapshot.UpdatedAt,
        Metadata = snapshot.Metadata,
        GroupSnapshotId = snapshot.GroupSnapshotId,
        Progress = snapshot.Progress,
    };

    /// <summary>The open offer, without what is kept of its key.</summary>
    public static TransferDescription Describe(this Transfer transfer, VolumeState state) => new(transfer.Id, state.Id, state.ProjectId, transfer.Name, transfer.NoSnapshots, transfer.CreatedAt);

    private static ExportDescription Describe(Export export) =>
        new(export.Host, export.Connector.Initiator, export.Location?.TargetName, export.Location?.Lun, export.Phase, [.. export.Owners.Select(o => o.Value)]);
}
