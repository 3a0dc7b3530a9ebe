using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Everything that can be asked of a volume: a closed set, one nested record a command. Immutable.</summary>
/// <param name="Name">Its name in the timeline.</param>
/// <param name="UsesArray">Whether it may need the array: such commands of one volume are served one after another. The others are decided at once, also while the array works.</param>
public abstract record VolumeCommand(string Name, bool UsesArray)
{
    /// <summary>The name of the command whose end is proved by reading the array again.</summary>
    public const string ForceDetachName = "force-detach";

    /// <summary>The name of the command that removes nothing which is in use.</summary>
    public const string RemoveOrphanName = "remove-orphan";

    /// <summary>Make the volume; it was placed before.</summary>
    public sealed record Create(VolumeId Id, CreateVolumeRequest Request, Placement Placement) : VolumeCommand("create-volume", true);
    /// <summary>Remove the volume; one that is in a group, only for that group.</summary>
    public sealed record Delete(bool Cascade, bool Force, GroupId? Group = null) : VolumeCommand("delete-volume", true);
    /// <summary>Grow the volume.</summary>
    public sealed record Extend(int NewSizeGiB, bool AllowInUse) : VolumeCommand("extend-volume", true);
    /// <summary>Make a snapshot.</summary>
    public sealed record CreateSnapshot(CreateSnapshotRequest Request) : VolumeCommand("create-snapshot", true);
    /// <summary>Remove a snapshot; one that is part of a group snapshot, only for that group snapshot.</summary>
    public sealed record DeleteSnapshot(SnapshotId Id, bool Force, GroupSnapshotId? Group = null) : VolumeCommand("delete-snapshot", true);
    /// <summary>Reserve, and with a connector connect.</summary>
    public sealed record CreateAttachment(CreateAttachmentRequest Request) : VolumeCommand("create-attachment", Request.Connector is not null);
    /// <summary>Connect an attachment's host.</summary>
    public sealed record ConnectAttachment(AttachmentId Id, Connector Connector) : VolumeCommand("connect-attachment", true);
    /// <summary>End an attachment.</summary>
    public sealed record DeleteAttachment(AttachmentId Id) : VolumeCommand("delete-attachment", true);
    /// <summary>Take a claim for a host (the legacy pair's first half).</summary>
    public sealed record InitializeConnection(Connector Connector) : VolumeCommand("initialize-connection", true);
    /// <summary>Give a host's claim back, or every claim (the legacy pair's second half).</summary>
    public sealed record TerminateConnection(Connector? Connector) : VolumeCommand("terminate-connection", true);
    /// <summary>Forget an attachment and what its host held.</summary>
    public sealed record Detach(AttachmentId? Id) : VolumeCommand("detach", true);
    /// <summary>As detach, and the connector's claim too.</summary>
    public sealed record ForceDetach(AttachmentId? Id, Connector? Connector) : VolumeCommand(ForceDetachName, true);
    /// <summary>An operator says what is true.</summary>
    public sealed record ResetStatus(ResetStatusRequest Request) : VolumeCommand("reset-status", Request.AttachStatus == AttachStatus.Detached);
    /// <summary>Make a recorded export again on an array that forgot it.</summary>
    public sealed record RestoreExport(string Host) : VolumeCommand("restore-export", true);
    /// <summary>Remove an export that the array shows and nothing records, unless it is in use: that of an initiator, or a target that lets nobody in when null.</summary>
    public sealed record RemoveOrphan(string? Initiator) : VolumeCommand(RemoveOrphanName, true);
    /// <summary>Take over what the array shows, where it has seen later operations than the record knows of.</summary>
    public sealed record Recover(SeenEpoch Seen, ImmutableArray<ArrayExport> Shown) : VolumeCommand("recover-volume", true);
    /// <summary>Make the volume of what the array has already.</summary>
    public sealed record Adopt(VolumeId Id, AdoptVolumeRequest Request) : VolumeCommand("adopt-volume", true);
    /// <summary>Let the volume go and leave its data on the array.</summary>
    public sealed record Unmanage() : VolumeCommand("unmanage-volume", true);
    /// <summary>Make a snapshot of what the array has already.</summary>
    public sealed record AdoptSnapshot(AdoptSnapshotRequest Request) : VolumeCommand("adopt-snapshot", true);
    /// <summary>Let a snapshot go and leave its data on the array.</summary>
    public sealed record UnmanageSnapshot(SnapshotId Id) : VolumeCommand("unmanage-snapshot", true);
    /// <summary>Take the volume's content back to its latest snapshot.</summary>
    public sealed record Revert(SnapshotId Snapshot) : VolumeCommand("revert-volume", true);
    /// <summary>Give the volume another type; <paramref name="WhyNotHere"/> says why its pool does not suit the type, null when it does.</summary>
    public sealed record Retype(RetypeRequest Request, string? WhyNotHere) : VolumeCommand("retype-volume", false);
    /// <summary>Move the data to another pool.</summary>
    public sealed record Migrate(BackendId To) : VolumeCommand("migrate-volume", false);
    /// <summary>Make an image of the volume.</summary>
    public sealed record UploadImage() : VolumeCommand("upload-image", false);
    /// <summary>Write an image to the volume, also to a reserved one when that is said.</summary>
    public sealed record Reimage(bool AllowReserved) : VolumeCommand("reimage-volume", false);
    /// <summary>Say that a growth, which the array left to somebody else, is done.</summary>
    public sealed record CompleteExtend() : VolumeCommand("complete-extend", false);
    /// <summary>Say that the guest uses the volume.</summary>
    public sealed record CompleteAttachment(AttachmentId Id) : VolumeCommand("complete-attachment", false);
    /// <summary>Legacy reserve.</summary>
    public sealed record Reserve() : VolumeCommand("reserve", false);
    /// <summary>Legacy unreserve.</summary>
    public sealed record Unreserve() : VolumeCommand("unreserve", false);
    /// <summary>Legacy: a detach begins.</summary>
    public sealed record BeginDetaching() : VolumeCommand("begin-detaching", false);
    /// <summary>Legacy: a detach was given up.</summary>
    public sealed record RollDetaching() : VolumeCommand("roll-detaching", false);
    /// <summary>Legacy attach.</summary>
    public sealed record Attach(LegacyAttachRequest Request) : VolumeCommand("attach", false);
    /// <summary>Change name, description or metadata.</summary>
    public sealed record Update(UpdateVolumeRequest Request) : VolumeCommand("update-volume", false);
    /// <summary>Set or remove single metadata entries, if the metadata is what is said.</summary>
    public sealed record MergeMetadata(ImmutableDictionary<string, string?> Entries, IfMatch? IfMatch = null) : VolumeCommand("update-metadata", false);
    /// <summary>Set or remove single entries of what is noted of the image.</summary>
    public sealed record MergeImageMetadata(ImmutableDictionary<string, string?> Entries) : VolumeCommand("update-image-metadata", false);
    /// <summary>Set the bootable flag.</summary>
    public sealed record SetBootable(bool Bootable) : VolumeCommand("set-bootable", false);
    /// <summary>Set the read-only flag.</summary>
    public sealed record SetReadonly(bool IsReadonly) : VolumeCommand("set-readonly", false);
    /// <summary>Change a snapshot's name, description or metadata.</summary>
    public sealed record UpdateSnapshot(SnapshotId Id, UpdateVolumeRequest Request) : VolumeCommand("update-snapshot", false);
    /// <summary>Set or remove single metadata entries of a snapshot.</summary>
    public sealed record MergeSnapshotMetadata(SnapshotId Id, ImmutableDictionary<string, string?> Entries) : VolumeCommand("update-snapshot-metadata", false);
    /// <summary>An operator says what a snapshot's status is.</summary>
    public sealed record ResetSnapshotStatus(SnapshotId Id, SnapshotStatus Status) : VolumeCommand("reset-snapshot-status", false);
    /// <summary>Offer the volume to another project.</summary>
    public sealed record CreateTransfer(CreateTransferRequest Request) : VolumeCommand("create-transfer", false);
    /// <summary>Withdraw the offer.</summary>
    public sealed record DeleteTransfer(TransferId Id) : VolumeCommand("delete-transfer", false);
    /// <summary>Ask whether a key is the offer's; nothing changes.</summary>
    public sealed record CheckTransferKey(TransferId Id, Secret Key) : VolumeCommand("check-transfer-key", false);
    /// <summary>Take the offer: the volume becomes the caller's.</summary>
    public sealed record AcceptTransfer(TransferId Id, Secret Key) : VolumeCommand("accept-transfer", false);
    /// <summary>Become part of a group.</summary>
    public sealed record JoinGroup(GroupId Group) : VolumeCommand("join-group", false);
    /// <summary>Be no longer part of a group.</summary>
    public sealed record LeaveGroup(GroupId Group) : VolumeCommand("leave-group", false);
    /// <summary>Who makes or removes a snapshot instead of the array says how far it is.</summary>
    public sealed record ReportSnapshot(SnapshotId Id, SnapshotStatus Status, string? Progress) : VolumeCommand("report-snapshot", false);
}
