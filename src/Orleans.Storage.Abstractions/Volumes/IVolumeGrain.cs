using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Reconciliation;
using OrleansStorage.Transfers;

namespace OrleansStorage.Volumes;

/// <summary>
/// One volume; its key is the <see cref="VolumeId"/>. Serializes everything that touches the array on the volume's behalf; reads are answered at any time.
/// A refusal is a <see cref="Errors.StorageException"/> and changes nothing. A caller that gives up stops nothing: its operation goes on, and the same call again joins it.
/// A volume of another project is not found.
/// </summary>
[Alias("OrleansStorage.IVolumeGrain"), GrainInterfaceType(GrainLookups.Volume)]
public interface IVolumeGrain : IGrainWithStringKey
{
    /// <summary>Makes the volume and answers as soon as it is on record (status creating); the array is asked behind. Again: the volume as it is.</summary>
    [Alias("Create")]
    Task<VolumeDescription> Create(CreateVolumeRequest request, Caller caller);

    /// <summary>Changes name, description or metadata.</summary>
    [Alias("Update")]
    Task<VolumeDescription> Update(UpdateVolumeRequest request, Caller caller);

    /// <summary>Sets or removes single metadata entries (null removes), if the metadata is what <paramref name="ifMatch"/> says.</summary>
    [Alias("MergeMetadata")]
    Task<VolumeDescription> MergeMetadata(ImmutableDictionary<string, string?> entries, Caller caller, IfMatch? ifMatch = null);

    /// <summary>Removes the volume and answers as soon as that is on record (status deleting). Cascade removes its snapshots first; force skips the test of its status.</summary>
    [Alias("Delete")]
    Task Delete(bool cascade, bool force, Caller caller);

    /// <summary>Grows the volume and answers as soon as that is on record (status extending).</summary>
    [Alias("Extend")]
    Task Extend(int newSizeGiB, bool allowInUse, Caller caller);

    /// <summary>Makes a snapshot and answers as soon as that is on record (status creating).</summary>
    [Alias("CreateSnapshot")]
    Task<SnapshotDescription> CreateSnapshot(CreateSnapshotRequest request, Caller caller);

    /// <summary>Removes a snapshot and answers as soon as that is on record (status deleting).</summary>
    [Alias("DeleteSnapshot")]
    Task DeleteSnapshot(SnapshotId id, bool force, Caller caller);

    /// <summary>Changes a snapshot's name, description or metadata.</summary>
    [Alias("UpdateSnapshot")]
    Task<SnapshotDescription> UpdateSnapshot(SnapshotId id, UpdateVolumeRequest request, Caller caller);

    /// <summary>Sets or removes single metadata entries of a snapshot (null removes).</summary>
    [Alias("MergeSnapshotMetadata")]
    Task<SnapshotDescription> MergeSnapshotMetadata(SnapshotId id, ImmutableDictionary<string, string?> entries, Caller caller);

    /// <summary>An operator says what a snapshot's status is.</summary>
    [Alias("ResetSnapshotStatus")]
    Task ResetSnapshotStatus(SnapshotId id, SnapshotStatus status, Caller caller);

    /// <summary>Reserves the volume and, with a connector, connects the host at once.</summary>
    [Alias("CreateAttachment")]
    Task<AttachmentResult> CreateAttachment(CreateAttachmentRequest request, Caller caller);

    /// <summary>Connects an attachment's host: the one export is made here. Again with the same host: the same connection info. With another host: the attachment moves there.</summary>
    [Alias("ConnectAttachment")]
    Task<AttachmentResult> ConnectAttachment(AttachmentId id, Connector connector, Caller caller);

    /// <summary>Says that the guest uses the volume now.</summary>
    [Alias("CompleteAttachment")]
    Task CompleteAttachment(AttachmentId id, Caller caller);

    /// <summary>Ends an attachment; its export goes when no other attachment of its host needs it. Answers when the array agrees, with the attachments that remain.</summary>
    [Alias("DeleteAttachment")]
    Task<ImmutableArray<AttachmentDescription>> DeleteAttachment(AttachmentId id, Caller caller);

    /// <summary>Reads one attachment with its connection info: no array call, no write, also while an operation is open. Null when there is none.</summary>
    [Alias("GetAttachment"), ReadOnly, AlwaysInterleave]
    Task<AttachmentResult?> GetAttachment(AttachmentId id, Caller caller);

    /// <summary>The legacy pair's first half. For a host that has an export it only reads; the first time it takes a claim and exports.</summary>
    [Alias("InitializeConnection"), AlwaysInterleave]
    Task<ConnectionInfo> InitializeConnection(Connector connector, Caller caller);

    /// <summary>The legacy pair's second half: gives the host's claim back, or every claim without a connector; then as <see cref="Unreserve"/>.</summary>
    [Alias("TerminateConnection")]
    Task TerminateConnection(Connector? connector, Caller caller);

    /// <summary>Cinder's <c>os-reserve</c>.</summary>
    [Alias("Reserve")]
    Task Reserve(Caller caller);

    /// <summary>Cinder's <c>os-unreserve</c>.</summary>
    [Alias("Unreserve")]
    Task Unreserve(Caller caller);

    /// <summary>Cinder's <c>os-begin_detaching</c>.</summary>
    [Alias("BeginDetaching")]
    Task BeginDetaching(Caller caller);

    /// <summary>Cinder's <c>os-roll_detaching</c>.</summary>
    [Alias("RollDetaching")]
    Task RollDetaching(Caller caller);

    /// <summary>Cinder's <c>os-attach</c>.</summary>
    [Alias("Attach")]
    Task Attach(LegacyAttachRequest request, Caller caller);

    /// <summary>Cinder's <c>os-detach</c>: forgets an attachment (the only one when no id is given) and removes what its host held.</summary>
    [Alias("Detach")]
    Task Detach(AttachmentId? id, Caller caller);

    /// <summary>Cinder's <c>os-force_detach</c>: as <see cref="Detach"/>, and the connector's claim too. Answers when the array, read again, shows neither the export nor a session of the host.</summary>
    [Alias("ForceDetach")]
    Task<ForceDetachResult> ForceDetach(AttachmentId? id, Connector? connector, Caller caller);

    /// <summary>Cinder's <c>os-reset_status</c>.</summary>
    [Alias("ResetStatus")]
    Task ResetStatus(ResetStatusRequest request, Caller caller);

    /// <summary>Cinder's <c>os-set_bootable</c>.</summary>
    [Alias("SetBootable")]
    Task SetBootable(bool bootable, Caller caller);

    /// <summary>Cinder's <c>os-update_readonly_flag</c>.</summary>
    [Alias("SetReadonly")]
    Task SetReadonly(bool isReadonly, Caller caller);

    /// <summary>Offers the volume to whoever has the key.</summary>
    [Alias("CreateTransfer")]
    Task<TransferDescription> CreateTransfer(CreateTransferRequest request, Caller caller);

    /// <summary>Withdraws the offer.</summary>
    [Alias("DeleteTransfer")]
    Task DeleteTransfer(TransferId id, Caller caller);

    /// <summary>Refuses unless the key is the offer's; changes nothing. So that nobody's quota is held for a key that is wrong.</summary>
    [Alias("CheckTransferKey")]
    Task CheckTransferKey(TransferId id, Secret key, Caller caller);

    /// <summary>Takes the offer: the volume, with its snapshots unless they stay, becomes the caller's. The quota of the caller's project is reserved before; that of the other one is given back.</summary>
    [Alias("AcceptTransfer")]
    Task AcceptTransfer(TransferId id, Secret key, Caller caller);

    /// <summary>Makes the volume part of a group; called by that group. Again: as it is.</summary>
    [Alias("JoinGroup")]
    Task JoinGroup(GroupId group, Caller caller);

    /// <summary>Takes the volume out of a group; called by that group. Again, or of another group: as it is.</summary>
    [Alias("LeaveGroup")]
    Task LeaveGroup(GroupId group, Caller caller);

    /// <summary>As <see cref="Delete"/> by force, of a volume that is in a group; called by that group.</summary>
    [Alias("DeleteInGroup")]
    Task DeleteInGroup(GroupId group, Caller caller);

    /// <summary>As <see cref="DeleteSnapshot"/>, of a part of a group snapshot; called by its group.</summary>
    [Alias("DeleteSnapshotInGroup")]
    Task DeleteSnapshotInGroup(SnapshotId id, GroupSnapshotId groupSnapshot, Caller caller);

    /// <summary>Makes the volume of what an array has already and answers as soon as it is on record (status managing). Again: the volume as it is.</summary>
    [Alias("Adopt")]
    Task<VolumeDescription> Adopt(AdoptVolumeRequest request, Caller caller);

    /// <summary>Ends the volume's record and leaves its data on the array, without our mark; answers as soon as that is on record (status unmanaging).</summary>
    [Alias("Unmanage")]
    Task Unmanage(Caller caller);

    /// <summary>Takes the volume's content back to its latest snapshot and answers as soon as that is on record (status reverting).</summary>
    [Alias("Revert")]
    Task Revert(SnapshotId snapshot, Caller caller);

    /// <summary>Gives the volume another type where it is. False where its pool does not suit the type: the volume keeps its own, and its timeline says why.</summary>
    [Alias("Retype")]
    Task<bool> Retype(RetypeRequest request, Caller caller);

    /// <summary>Cinder's <c>os-migrate_volume</c>: refused, as data is not moved between pools; the refusal says what else would forbid it.</summary>
    [Alias("Migrate")]
    Task Migrate(BackendId to, Caller caller);

    /// <summary>Cinder's <c>os-volume_upload_image</c>: refused, as there is no image service; the refusal says what else would forbid it.</summary>
    [Alias("UploadImage")]
    Task UploadImage(Caller caller);

    /// <summary>Cinder's <c>os-reimage</c>: refused, as there is no image service; the refusal says what else would forbid it.</summary>
    [Alias("Reimage")]
    Task Reimage(bool allowReserved, Caller caller);

    /// <summary>Cinder's <c>os-extend_volume_completion</c>: refused, as no array leaves a growth to somebody else.</summary>
    [Alias("CompleteExtend")]
    Task CompleteExtend(Caller caller);

    /// <summary>Sets or removes (null) what is noted of the volume's image. Removing what is not there is refused as not found.</summary>
    [Alias("MergeImageMetadata")]
    Task<VolumeDescription> MergeImageMetadata(ImmutableDictionary<string, string?> entries, Caller caller);

    /// <summary>Makes a snapshot of what the array has already and answers as soon as that is on record (status creating).</summary>
    [Alias("AdoptSnapshot")]
    Task<SnapshotDescription> AdoptSnapshot(AdoptSnapshotRequest request, Caller caller);

    /// <summary>Ends a snapshot's record and leaves its data on the array, without our mark; answers as soon as that is on record (status unmanaging).</summary>
    [Alias("UnmanageSnapshot")]
    Task UnmanageSnapshot(SnapshotId id, Caller caller);

    /// <summary>Who makes or removes a snapshot instead of the array says how far it is (Cinder's <c>os-update_snapshot_status</c>).</summary>
    [Alias("ReportSnapshot")]
    Task ReportSnapshot(SnapshotId id, SnapshotStatus status, string? progress, Caller caller);

    /// <summary>Makes recorded exports again on an array that forgot them, and settles an open operation that died. Called by reconcilers; harmless at any time.</summary>
    [Alias("Restore")]
    Task Restore(ImmutableArray<string> missingHosts);

    /// <summary>
    /// Removes an export of the volume that the array shows and nothing records: the volume itself decides whether it still is an orphan, and no operation of the volume is under way meanwhile. Called by
    /// reconcilers; harmless at any time.
    /// </summary>
    /// <param name="initiator">The initiator that it lets in; null for a target that lets nobody in.</param>
    /// <returns>False when there is no such volume; then nothing was done.</returns>
    [Alias("RemoveOrphan")]
    Task<bool> RemoveOrphan(string? initiator);

    /// <summary>Takes over what the array shows, when the array has seen later operations of the volume than its record knows of; nothing when it has not. Called by reconcilers on an operator's word.</summary>
    /// <returns>What is changed on record, or would be; null when the record is not behind.</returns>
    [Alias("Recover")]
    Task<RecoveredVolume?> Recover(RecoverVolumeRequest request);

    /// <summary>
    /// A page of the volume's timeline, newest first. A volume that is gone keeps its timeline for a while; only admins see it then, for nobody else can be told from its owner.
    /// </summary>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="marker">The marker of the last entry of the page before; null for the first page.</param>
    /// <param name="caller">Who asks.</param>
    [Alias("GetTimeline"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<TimelineEntry>> GetTimeline(int limit, string? marker, Caller caller);

    /// <summary>The volume as it is, or null when there is none; no side effect. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<VolumeDescription?> GetState();
}
