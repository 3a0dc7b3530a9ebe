using System.Collections.Immutable;
using CsCheck;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Model;

/// <summary>One step of a history: a command, what the array does to its calls (in turn), where the activation dies, and a command that needs no array and comes while the array works.</summary>
internal sealed record Step(VolumeCommand Command, Fault[] Faults, Crash Crash, VolumeCommand? Meanwhile, bool ArrayForgets)
{
    private static readonly Gen<int> AnyAttachment = Gen.Int[1, 4];
    private static readonly Gen<string> AnyHost = Gen.OneOf("a", "b", "c");

    private static readonly Gen<VolumeCommand> WithoutArray = Gen.Frequency(
        (4, AnyAttachment.Select(a => (VolumeCommand)Some.Reserve(a, InstanceOf(a)))),
        (6, AnyAttachment.Select(a => (VolumeCommand)Some.Complete(a))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.Reserve())),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.Unreserve())),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.BeginDetaching())),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.RollDetaching())),
        (2, Gen.Int[5, 6].Select(a => (VolumeCommand)Some.OsAttach(a, InstanceOf(a)))),
        (1, Gen.Bool.Select(b => (VolumeCommand)new VolumeCommand.SetBootable(b))),
        (1, Gen.Bool.Select(b => (VolumeCommand)new VolumeCommand.SetReadonly(b))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.ResetStatus(new(VolumeStatus.Error, null)))),
        (1, Gen.Bool.Select(multi => (VolumeCommand)Some.Retype(multiattach: multi))),
        (1, Gen.Int[1, 3].Select(s => (VolumeCommand)new VolumeCommand.ReportSnapshot(Some.Snapshot(s), SnapshotStatus.Available, null))),
        (1, Gen.Select(Gen.Int[1, 3], Gen.OneOf(SnapshotStatus.Available, SnapshotStatus.Deleting, SnapshotStatus.Error, SnapshotStatus.ErrorDeleting),
            (s, word) => (VolumeCommand)new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(s), word))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.MergeMetadata(ImmutableDictionary<string, string?>.Empty.Add("key", "value")))));

    private static readonly Gen<VolumeCommand> WithArray = Gen.Frequency(
        (6, Gen.Select(AnyAttachment, AnyHost, (a, h) => (VolumeCommand)Some.Reserve(a, InstanceOf(a), Some.Connector(h)))),
        (8, Gen.Select(AnyAttachment, AnyHost, (a, h) => (VolumeCommand)Some.Connect(a, h))),
        (8, AnyAttachment.Select(a => (VolumeCommand)Some.Delete(a))),
        (4, AnyHost.Select(h => (VolumeCommand)Some.OsInitialize(h))),
        (3, AnyHost.Select(h => (VolumeCommand)Some.OsTerminate(h))),
        (1, Gen.Const<VolumeCommand>(Some.OsTerminate(null))),
        (1, Gen.Int[1, 6].Select(a => (VolumeCommand)new VolumeCommand.Detach(Some.Attachment(a)))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.Detach(null))),
        (1, Gen.Select(Gen.Int[1, 6], AnyHost, (a, h) => (VolumeCommand)new VolumeCommand.ForceDetach(Some.Attachment(a), Some.Connector(h)))),
        (2, AnyHost.Select(h => (VolumeCommand)new VolumeCommand.RestoreExport(h))),
        (1, AnyHost.Select(h => (VolumeCommand)new VolumeCommand.RemoveOrphan(Some.Connector(h).Initiator))),
        (1, Gen.Int[11, 40].Select(s => (VolumeCommand)new VolumeCommand.Extend(s, true))),
        (2, Gen.Int[1, 3].Select(s => (VolumeCommand)Some.TakeSnapshot(s, allowInUse: true))),
        (1, Gen.Select(Gen.Int[1, 3], Gen.Bool, (s, force) => (VolumeCommand)new VolumeCommand.DeleteSnapshot(Some.Snapshot(s), force))),
        (1, Gen.Select(Gen.Bool, Gen.Bool, (cascade, force) => (VolumeCommand)new VolumeCommand.Delete(cascade, force))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.ResetStatus(new(VolumeStatus.Available, AttachStatus.Detached)))),
        (1, Gen.Int[1, 3].Select(s => (VolumeCommand)new VolumeCommand.Revert(Some.Snapshot(s)))),
        (1, Gen.Int[1, 3].Select(s => (VolumeCommand)Some.AdoptSnapshot(s))),
        (1, Gen.Int[1, 3].Select(s => (VolumeCommand)new VolumeCommand.UnmanageSnapshot(Some.Snapshot(s)))),
        (1, Gen.Const<VolumeCommand>(new VolumeCommand.Unmanage())),
        (1, Gen.Const<VolumeCommand>(Some.Adopt())),
        (1, Gen.Bool.Select(multi => (VolumeCommand)Some.Create(multiattach: multi))));

    private static readonly Gen<Fault> AnyFault = Gen.Frequency((6, Gen.Const(Fault.None)), (1, Gen.OneOf(Fault.Refused, Fault.Unreachable, Fault.Busy, Fault.UnknownNotDone, Fault.UnknownButDone)));

    private static readonly Gen<Crash> AnyCrash = Gen.Frequency((12, Gen.Const(Crash.None)), (1, Gen.OneOf(Crash.BeforeIntent, Crash.AfterIntent, Crash.AfterEffect)));

    private static readonly Gen<VolumeCommand?> MaybeMeanwhile = Gen.Frequency((5, Gen.Const((VolumeCommand?)null)), (1, WithoutArray.Select(c => (VolumeCommand?)c)));

    /// <summary>Any step.</summary>
    public static Gen<Step> Any { get; } = Gen.Select(Gen.Frequency((2, WithArray), (1, WithoutArray)), AnyFault.Array[4], AnyCrash, MaybeMeanwhile, Gen.Int[0, 40],
        (command, faults, crash, meanwhile, dice) => new Step(command, faults, crash, meanwhile, dice == 0));

    /// <summary>Two attachments an instance: what a live migration needs, and what another instance may not have.</summary>
    private static int InstanceOf(int attachment) => (attachment + 1) / 2;

    public override string ToString() => $"{Command} [{string.Join(' ', Faults)}]{(Crash == Crash.None ? "" : " crash " + Crash)}{(Meanwhile is null ? "" : " meanwhile " + Meanwhile)}{(ArrayForgets ? " array forgets" : "")}";
}
