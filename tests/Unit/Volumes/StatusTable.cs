using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>
/// What every command comes to in every status: <c>+</c> served, <c>.</c> nothing to do, <c>-</c> refused with 400, <c>409</c> refused as a conflict.
/// Each command finds what it names: an attachment, a snapshot, a claim or an export is put there if the status by itself has none.
/// </summary>
internal static class StatusTable
{
    /// <summary>The columns, as the tables head them.</summary>
    public static OrderedDictionary<string, VolumeStatus> Columns { get; } = new()
    {
        ["cr"] = VolumeStatus.Creating, ["av"] = VolumeStatus.Available, ["re"] = VolumeStatus.Reserved, ["at"] = VolumeStatus.Attaching, ["iu"] = VolumeStatus.InUse, ["dt"] = VolumeStatus.Detaching,
        ["dl"] = VolumeStatus.Deleting, ["er"] = VolumeStatus.Error, ["ed"] = VolumeStatus.ErrorDeleting, ["em"] = VolumeStatus.ErrorManaging, ["mg"] = VolumeStatus.Managing,
        ["mt"] = VolumeStatus.Maintenance, ["rb"] = VolumeStatus.RestoringBackup, ["rs"] = VolumeStatus.ErrorRestoring, ["tr"] = VolumeStatus.AwaitingTransfer, ["bk"] = VolumeStatus.BackingUp,
        ["eb"] = VolumeStatus.ErrorBackingUp, ["ee"] = VolumeStatus.ErrorExtending, ["dn"] = VolumeStatus.Downloading, ["up"] = VolumeStatus.Uploading, ["ry"] = VolumeStatus.Retyping,
        ["ex"] = VolumeStatus.Extending, ["rv"] = VolumeStatus.Reverting, ["um"] = VolumeStatus.Unmanaging, ["eu"] = VolumeStatus.ErrorUnmanaging, ["md"] = VolumeStatus.ErrorManagingDeleting,
    };

    /// <summary>The rows: every command, some in more than one form.</summary>
    public static OrderedDictionary<string, VolumeCommand> Commands { get; } = new()
    {
        ["Create"] = Some.Create(),
        ["Delete"] = new VolumeCommand.Delete(Cascade: false, Force: false),
        ["Delete force"] = new VolumeCommand.Delete(Cascade: false, Force: true),
        ["Extend"] = new VolumeCommand.Extend(20, AllowInUse: false),
        ["Extend, in use allowed"] = new VolumeCommand.Extend(20, AllowInUse: true),
        ["ResetStatus to available"] = new VolumeCommand.ResetStatus(new(VolumeStatus.Available, null)),
        ["ResetStatus to detached"] = new VolumeCommand.ResetStatus(new(null, AttachStatus.Detached)),
        ["ResetStatus to deleting"] = new VolumeCommand.ResetStatus(new(VolumeStatus.Deleting, null)),
        ["Update"] = new VolumeCommand.Update(new("new name", null, null)),
        ["MergeMetadata"] = new VolumeCommand.MergeMetadata(ImmutableDictionary<string, string?>.Empty.Add("key", "value")),
        ["SetBootable"] = new VolumeCommand.SetBootable(true),
        ["SetReadonly"] = new VolumeCommand.SetReadonly(true),
        ["MergeImageMetadata"] = new VolumeCommand.MergeImageMetadata(ImmutableDictionary<string, string?>.Empty.Add("key", "value")),
        ["Adopt"] = Some.Adopt(),
        ["Unmanage"] = new VolumeCommand.Unmanage(),
        ["Revert"] = new VolumeCommand.Revert(Some.Snapshot(1)),
        ["Retype"] = Some.Retype(),
        ["Migrate"] = new VolumeCommand.Migrate(new("other@backend#pool")),
        ["UploadImage"] = new VolumeCommand.UploadImage(),
        ["Reimage"] = new VolumeCommand.Reimage(AllowReserved: true),
        ["CompleteExtend"] = new VolumeCommand.CompleteExtend(),
        ["CreateSnapshot"] = Some.TakeSnapshot(2),
        ["CreateSnapshot, in use allowed"] = Some.TakeSnapshot(2, allowInUse: true),
        ["DeleteSnapshot"] = new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), Force: false),
        ["UpdateSnapshot"] = new VolumeCommand.UpdateSnapshot(Some.Snapshot(1), new("new name", null, null)),
        ["MergeSnapshotMetadata"] = new VolumeCommand.MergeSnapshotMetadata(Some.Snapshot(1), ImmutableDictionary<string, string?>.Empty.Add("key", "value")),
        ["AdoptSnapshot"] = Some.AdoptSnapshot(2),
        ["UnmanageSnapshot"] = new VolumeCommand.UnmanageSnapshot(Some.Snapshot(1)),
        ["ReportSnapshot"] = new VolumeCommand.ReportSnapshot(Some.Snapshot(1), SnapshotStatus.Available, "90%"),
        ["ResetSnapshotStatus"] = new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(1), SnapshotStatus.Error),
        ["CreateAttachment"] = Some.Reserve(2, instance: 2),
        ["CreateAttachment and connect"] = Some.Reserve(2, instance: 2, Some.Connector("b")),
        ["CreateAttachment, same instance"] = Some.Reserve(2, instance: 1),
        ["ConnectAttachment"] = Some.Connect(1, "a"),
        ["CompleteAttachment"] = Some.Complete(1),
        ["DeleteAttachment"] = Some.Delete(1),
        ["RestoreExport"] = new VolumeCommand.RestoreExport("a"),
        ["RemoveOrphan"] = new VolumeCommand.RemoveOrphan(Some.Connector("orphan").Initiator),
        ["Recover"] = new VolumeCommand.Recover(new(Some.VolumeId, 1_000, null), []),
        ["InitializeConnection"] = Some.OsInitialize("b"),
        ["TerminateConnection"] = Some.OsTerminate("c"),
        ["Reserve"] = new VolumeCommand.Reserve(),
        ["Unreserve"] = new VolumeCommand.Unreserve(),
        ["BeginDetaching"] = new VolumeCommand.BeginDetaching(),
        ["RollDetaching"] = new VolumeCommand.RollDetaching(),
        ["Attach"] = Some.OsAttach(2, instance: 2),
        ["Detach"] = new VolumeCommand.Detach(Some.Attachment(1)),
        ["ForceDetach"] = new VolumeCommand.ForceDetach(Some.Attachment(1), Some.Connector("a")),
        ["CreateTransfer"] = Some.OfferTransfer(1),
        ["DeleteTransfer"] = new VolumeCommand.DeleteTransfer(Some.Transfer(2)),
        ["CheckTransferKey"] = new VolumeCommand.CheckTransferKey(Some.Transfer(2), Some.TransferKey),
        ["AcceptTransfer"] = new VolumeCommand.AcceptTransfer(Some.Transfer(2), Some.TransferKey),
        ["JoinGroup"] = new VolumeCommand.JoinGroup(Some.Group(1)),
        ["LeaveGroup"] = new VolumeCommand.LeaveGroup(Some.Group(1)),
    };

    public static ImmutableDictionary<string, string[]> SingleAttach { get; } = Parse("""
                                        cr  av  re  at  iu  dt  dl  er  ed  em  mg  mt  rb  rs  tr  bk  eb  ee  dn  up  ry  ex  rv  um  eu  md
        Create                          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Delete                          -   +   -   -   -   -   -   +   -   +   -   -   -   +   -   -   -   +   -   -   -   -   -   -   -   -
        Delete force                    +   +   +   -   -   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Extend                          -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Extend, in use allowed          -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        ResetStatus to available        +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetStatus to detached         +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetStatus to deleting         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Update                          +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        MergeMetadata                   +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   -   +   +   +   +   +   +
        SetBootable                     +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        SetReadonly                     -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        MergeImageMetadata              +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   -   +   +   +   +   +   +
        Adopt                           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Unmanage                        -   +   -   -   -   -   -   +   -   +   -   -   -   +   -   -   -   +   -   -   -   -   -   -   -   -
        Revert                          409 +   409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409
        Retype                          -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Migrate                         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        UploadImage                     -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Reimage                         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CompleteExtend                  -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CreateSnapshot                  -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CreateSnapshot, in use allowed  -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        DeleteSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        UpdateSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        MergeSnapshotMetadata           +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        AdoptSnapshot                   -   +   +   +   +   +   -   -   -   -   -   +   +   -   +   +   -   -   +   +   +   +   +   -   -   -
        UnmanageSnapshot                +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ReportSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetSnapshotStatus             +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CreateAttachment                -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        CreateAttachment and connect    -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        CreateAttachment, same instance -   +   +   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        ConnectAttachment               -   +   +   .   .   .   -   409 409 409 -   -   +   409 +   +   409 409 +   +   +   +   -   -   409 409
        CompleteAttachment              +   +   +   +   .   .   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        DeleteAttachment                +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        RestoreExport                   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        RemoveOrphan                    +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Recover                         +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        InitializeConnection            -   +   +   -   -   -   -   +   +   +   -   -   +   +   +   +   +   +   +   +   +   +   -   -   +   -
        TerminateConnection             +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Reserve                         -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Unreserve                       .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        BeginDetaching                  -   -   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        RollDetaching                   .   .   .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Attach                          -   +   +   -   -   -   -   +   +   +   -   -   +   +   +   +   +   +   +   +   +   +   -   -   +   -
        Detach                          +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ForceDetach                     +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CreateTransfer                  -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        DeleteTransfer                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CheckTransferKey                .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        AcceptTransfer                  -   -   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -   -   -   -   -
        JoinGroup                       -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        LeaveGroup                      +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        """);

    public static ImmutableDictionary<string, string[]> MultiAttach { get; } = Parse("""
                                        cr  av  re  at  iu  dt  dl  er  ed  em  mg  mt  rb  rs  tr  bk  eb  ee  dn  up  ry  ex  rv  um  eu  md
        Create                          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Delete                          -   +   -   -   -   -   -   +   -   +   -   -   -   +   -   -   -   +   -   -   -   -   -   -   -   -
        Delete force                    +   +   +   -   -   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Extend                          -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Extend, in use allowed          -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        ResetStatus to available        +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetStatus to detached         +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetStatus to deleting         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Update                          +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        MergeMetadata                   +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   -   +   +   +   +   +   +
        SetBootable                     +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        SetReadonly                     -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        MergeImageMetadata              +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   -   +   +   +   +   +   +
        Adopt                           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Unmanage                        -   +   -   -   -   -   -   +   -   +   -   -   -   +   -   -   -   +   -   -   -   -   -   -   -   -
        Revert                          409 +   409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409 409
        Retype                          -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Migrate                         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        UploadImage                     -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Reimage                         -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CompleteExtend                  -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CreateSnapshot                  -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        CreateSnapshot, in use allowed  -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        DeleteSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        UpdateSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        MergeSnapshotMetadata           +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        AdoptSnapshot                   -   +   +   +   +   +   -   -   -   -   -   +   +   -   +   +   -   -   +   +   +   +   +   -   -   -
        UnmanageSnapshot                +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ReportSnapshot                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ResetSnapshotStatus             +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CreateAttachment                -   +   +   +   +   +   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        CreateAttachment and connect    -   +   +   +   +   +   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        CreateAttachment, same instance -   +   +   +   +   +   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -
        ConnectAttachment               -   +   +   .   .   .   -   409 409 409 -   -   +   409 +   +   409 409 +   +   +   +   -   -   409 409
        CompleteAttachment              +   +   +   +   .   .   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        DeleteAttachment                +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        RestoreExport                   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        RemoveOrphan                    +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Recover                         +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        InitializeConnection            -   +   +   +   +   +   -   +   +   +   -   -   +   +   +   +   +   +   +   +   +   +   -   -   +   -
        TerminateConnection             +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        Reserve                         -   +   -   +   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        Unreserve                       .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        BeginDetaching                  -   -   -   -   +   .   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        RollDetaching                   .   .   .   .   .   +   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        Attach                          -   +   +   +   +   +   -   +   +   +   -   -   +   +   +   +   +   +   +   +   +   +   -   -   +   -
        Detach                          +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        ForceDetach                     +   +   +   +   +   +   +   +   +   +   +   -   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CreateTransfer                  -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        DeleteTransfer                  +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        CheckTransferKey                .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
        AcceptTransfer                  -   -   -   -   -   -   -   -   -   -   -   -   -   -   +   -   -   -   -   -   -   -   -   -   -   -
        JoinGroup                       -   +   -   -   +   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -   -
        LeaveGroup                      +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   +
        """);

    /// <summary>The volume as it usually is in a status, and with what the command names.</summary>
    public static VolumeState StateFor(VolumeStatus status, VolumeCommand command, bool multiattach)
    {
        var state = Some.Volume(status, multiattach);
        state = status switch
        {
            VolumeStatus.Reserved => With(state, AttachStatus.Reserved),
            VolumeStatus.Attaching => With(state, AttachStatus.Attaching),
            VolumeStatus.InUse or VolumeStatus.Detaching => With(state, AttachStatus.Attached),
            _ => state,
        };
        return command switch
        {
            VolumeCommand.ConnectAttachment or VolumeCommand.CompleteAttachment or VolumeCommand.DeleteAttachment or VolumeCommand.Detach or VolumeCommand.ForceDetach
                when state.Attachments.IsEmpty => state with { Attachments = [Some.AttachmentOf(1, AttachStatus.Reserved)] },
            VolumeCommand.RestoreExport when state.FindExport("a") is null => state with { Exports = [Some.ExportTo("a", ExportOwner.Claim("a"))] },
            VolumeCommand.TerminateConnection => state with { Exports = state.Exports.Add(Some.ExportTo("c", ExportOwner.Claim("c"))) },
            VolumeCommand.ReportSnapshot => state with { Snapshots = [Some.SnapshotOf(1, SnapshotStatus.Creating)] },
            VolumeCommand.Revert or VolumeCommand.UnmanageSnapshot or VolumeCommand.DeleteSnapshot or VolumeCommand.UpdateSnapshot or VolumeCommand.MergeSnapshotMetadata or VolumeCommand.ResetSnapshotStatus
                => state with { Snapshots = [Some.SnapshotOf(1)] },
            VolumeCommand.DeleteTransfer or VolumeCommand.CheckTransferKey or VolumeCommand.AcceptTransfer => state with { Transfer = Some.TransferOf(2) },
            VolumeCommand.LeaveGroup => state with { GroupId = Some.Group(1) },
            _ => state,
        };
    }

    private static VolumeState With(VolumeState state, AttachStatus status) => state with
    {
        AttachStatus = status,
        Attachments = [Some.AttachmentOf(1, status, status == AttachStatus.Reserved ? null : "a")],
        Exports = status == AttachStatus.Reserved ? [] : [Some.ExportTo("a", ExportOwner.Attachment(Some.Attachment(1)))],
    };

    private static ImmutableDictionary<string, string[]> Parse(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!header.SequenceEqual(Columns.Keys)) throw new InvalidOperationException("The table's head is not the list of statuses.");
        return lines.Skip(1).ToImmutableDictionary(l => l[..NameWidth].Trim(), l => l[NameWidth..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private const int NameWidth = 32;
}
