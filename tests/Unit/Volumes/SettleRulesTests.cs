using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>What every answer of an array makes of every intent, the first time and repeated.</summary>
public sealed class SettleRulesTests
{
    public static TheoryData<IntentKind, OutcomeKind, bool, string> Table => new()
    {
        { IntentKind.CreateVolume, OutcomeKind.Done, false, "available" },
        { IntentKind.CreateVolume, OutcomeKind.Refused, false, "error" },
        { IntentKind.CreateVolume, OutcomeKind.Unreachable, false, "error" },
        { IntentKind.CreateVolume, OutcomeKind.Unknown, false, "error" },
        { IntentKind.CreateVolume, OutcomeKind.Busy, false, "error" },
        { IntentKind.CreateVolume, OutcomeKind.Busy, true, "error" },
        { IntentKind.DeleteVolume, OutcomeKind.Done, false, "gone" },
        { IntentKind.DeleteVolume, OutcomeKind.Refused, false, "error_deleting" },
        { IntentKind.DeleteVolume, OutcomeKind.Unreachable, false, "error_deleting" },
        { IntentKind.DeleteVolume, OutcomeKind.Unknown, false, "error_deleting" },
        { IntentKind.DeleteVolume, OutcomeKind.Busy, false, "available" },
        { IntentKind.DeleteVolume, OutcomeKind.Busy, true, "error_deleting" },
        { IntentKind.ExtendVolume, OutcomeKind.Done, false, "available 20 GiB" },
        { IntentKind.ExtendVolume, OutcomeKind.Refused, false, "error_extending 10 GiB" },
        { IntentKind.ExtendVolume, OutcomeKind.Unreachable, false, "error_extending 10 GiB" },
        { IntentKind.ExtendVolume, OutcomeKind.Unknown, false, "error_extending 10 GiB" },
        { IntentKind.ExtendVolume, OutcomeKind.Busy, false, "available 10 GiB" },
        { IntentKind.ExtendVolume, OutcomeKind.Busy, true, "error_extending 10 GiB" },
        { IntentKind.CreateSnapshot, OutcomeKind.Done, false, "available with snapshot available" },
        { IntentKind.CreateSnapshot, OutcomeKind.Refused, false, "available with snapshot error" },
        { IntentKind.CreateSnapshot, OutcomeKind.Unreachable, false, "available with snapshot error" },
        { IntentKind.CreateSnapshot, OutcomeKind.Unknown, false, "available with snapshot error" },
        { IntentKind.CreateSnapshot, OutcomeKind.Busy, false, "available with snapshot error" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Done, false, "available without snapshot" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Refused, false, "available with snapshot error_deleting" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Unreachable, false, "available with snapshot error_deleting" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Unknown, false, "available with snapshot error_deleting" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Busy, false, "available with snapshot available" },
        { IntentKind.DeleteSnapshot, OutcomeKind.Busy, true, "available with snapshot error_deleting" },
        { IntentKind.CreateExport, OutcomeKind.Done, false, "attaching, exported" },
        { IntentKind.CreateExport, OutcomeKind.Refused, false, "reserved, no export" },
        { IntentKind.CreateExport, OutcomeKind.Unreachable, false, "reserved, no export" },
        { IntentKind.CreateExport, OutcomeKind.Busy, false, "reserved, no export" },
        { IntentKind.CreateExport, OutcomeKind.Unknown, false, "reserved, removing" },
        { IntentKind.CreateExport, OutcomeKind.Done, true, "attaching, exported" },
        { IntentKind.CreateExport, OutcomeKind.Refused, true, "reserved, removing" },
        { IntentKind.CreateExport, OutcomeKind.Unreachable, true, "reserved, removing" },
        { IntentKind.CreateExport, OutcomeKind.Busy, true, "reserved, removing" },
        { IntentKind.CreateExport, OutcomeKind.Unknown, true, "reserved, removing" },
        { IntentKind.RemoveExport, OutcomeKind.Done, false, "available, no export" },
        { IntentKind.RemoveExport, OutcomeKind.Refused, false, "detaching, removing" },
        { IntentKind.RemoveExport, OutcomeKind.Unreachable, false, "detaching, removing" },
        { IntentKind.RemoveExport, OutcomeKind.Unknown, false, "detaching, removing" },
        { IntentKind.RemoveExport, OutcomeKind.Busy, false, "detaching, removing" },
        { IntentKind.RevertVolume, OutcomeKind.Done, false, "available with snapshot available" },
        { IntentKind.RevertVolume, OutcomeKind.Refused, false, "error with snapshot available" },
        { IntentKind.RevertVolume, OutcomeKind.Unreachable, false, "error with snapshot available" },
        { IntentKind.RevertVolume, OutcomeKind.Unknown, false, "error with snapshot available" },
        { IntentKind.RevertVolume, OutcomeKind.Busy, false, "available with snapshot available" },
        { IntentKind.AdoptVolume, OutcomeKind.Done, false, "available" },
        { IntentKind.AdoptVolume, OutcomeKind.Refused, false, "error_managing" },
        { IntentKind.AdoptVolume, OutcomeKind.Unreachable, false, "error_managing" },
        { IntentKind.AdoptVolume, OutcomeKind.Unknown, false, "error_managing" },
        { IntentKind.AdoptVolume, OutcomeKind.Busy, false, "error_managing" },
        { IntentKind.ReleaseVolume, OutcomeKind.Done, false, "gone" },
        { IntentKind.ReleaseVolume, OutcomeKind.Refused, false, "error_unmanaging" },
        { IntentKind.ReleaseVolume, OutcomeKind.Unreachable, false, "error_unmanaging" },
        { IntentKind.ReleaseVolume, OutcomeKind.Unknown, false, "error_unmanaging" },
        { IntentKind.ReleaseVolume, OutcomeKind.Busy, false, "available" },
        { IntentKind.AdoptSnapshot, OutcomeKind.Done, false, "available with snapshot available" },
        { IntentKind.AdoptSnapshot, OutcomeKind.Refused, false, "available with snapshot error" },
        { IntentKind.AdoptSnapshot, OutcomeKind.Unreachable, false, "available with snapshot error" },
        { IntentKind.AdoptSnapshot, OutcomeKind.Unknown, false, "available with snapshot error" },
        { IntentKind.AdoptSnapshot, OutcomeKind.Busy, false, "available with snapshot error" },
        { IntentKind.ReleaseSnapshot, OutcomeKind.Done, false, "available without snapshot" },
        { IntentKind.ReleaseSnapshot, OutcomeKind.Refused, false, "available with snapshot error_deleting" },
        { IntentKind.ReleaseSnapshot, OutcomeKind.Unreachable, false, "available with snapshot error_deleting" },
        { IntentKind.ReleaseSnapshot, OutcomeKind.Unknown, false, "available with snapshot error_deleting" },
        { IntentKind.ReleaseSnapshot, OutcomeKind.Busy, false, "available with snapshot available" },
        { IntentKind.ReleaseVolume, OutcomeKind.Busy, true, "error_unmanaging" },
        { IntentKind.RevertVolume, OutcomeKind.Busy, true, "error with snapshot available" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Settle_EveryIntentAndOutcome_IsAsTheTableSays(IntentKind intent, OutcomeKind outcome, bool repeated, string expected)
    {
        var life = Open(intent);
        Assert.Equal(intent, life.State.Intent!.Kind);
        if (repeated) life.TakeUpAgain();

        Assert.Equal(expected, Shown(intent, life.Settle(outcome).State));
    }

    [Fact]
    public void CreateVolume_ThatEndsAfterSomebodyAttachedWhatAnOperatorHadReset_IsInUse()
    {
        var life = new Life().Begin(Some.Create()).Begin(new VolumeCommand.ResetStatus(new(VolumeStatus.Error, null))).Begin(Some.OsAttach(1)).Settle(OutcomeKind.Done);

        Assert.Equal((VolumeStatus.InUse, AttachStatus.Attached), (life.State.Status, life.State.AttachStatus));
    }

    [Fact]
    public void Table_EveryIntentAndOutcome_IsInIt() =>
        Assert.Equal(Enum.GetValues<IntentKind>().SelectMany(i => Enum.GetValues<OutcomeKind>().Select(o => (i, o))).Order(),
            Table.Select(row => ((IntentKind)row[0], (OutcomeKind)row[1])).Distinct().Order());

    [Fact]
    public void Settle_Failed_TellsTheTimelineWhy()
    {
        var life = Open(IntentKind.CreateExport).Settle(OutcomeKind.Refused);

        var entry = Assert.Single(life.State.Ended);
        Assert.Equal(("connect-attachment", Some.Attachment(1).ToString(), 1L, "The array refused."), (entry.Kind, entry.Subject, entry.Epoch, entry.Error));
        Assert.Equal((IntentKind.CreateExport, "a", OutcomeKind.Refused), (entry.Array!.Verb, entry.Array.Host, entry.Array.Said));
    }

    [Fact]
    public void Settle_RemovalThatFails_IsTheSameState()
    {
        var state = Open(IntentKind.RemoveExport).State;

        Assert.Same(state, SettleRules.Settle(state, Answer.To(state.Intent!, OutcomeKind.Unknown), Some.Context()));
    }

    [Theory]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Unreachable)]
    [InlineData(OutcomeKind.Unknown)]
    [InlineData(OutcomeKind.Busy)]
    public void Settle_RestoreThatFails_KeepsTheExportForItsReaders(OutcomeKind outcome)
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));
        var before = life.Export("a");

        life.Begin(new VolumeCommand.RestoreExport("a")).Settle(outcome);

        Assert.Null(life.State.Intent);
        Assert.Equal(before, life.Export("a"));
    }

    [Fact]
    public void Settle_RestoreDone_RecordsWhereItIsNowAndChangesNothingElse()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1)).Set(s => s with { Exports = [s.Exports[0] with { Location = Some.Location("old") }] });
        var attachment = life.Attachment(1);

        life.Serve(new VolumeCommand.RestoreExport("a"));

        Assert.Equal<string>(["127.0.0.1:3260", "a"], [.. life.Export("a").Location!.Portals]);
        Assert.Equal(attachment, life.Attachment(1));
    }

    [Fact]
    public void Settle_WithoutIntent_IsADefect() => Assert.Throws<InvalidOperationException>(() => SettleRules.Settle(Some.Volume(), ArrayOutcome.Done<ArrayExport?>(null), Some.Context()));

    private static Life Open(IntentKind intent) => intent switch
    {
        IntentKind.CreateVolume => new Life().Begin(Some.Create()),
        IntentKind.DeleteVolume => Life.Of().Begin(new VolumeCommand.Delete(false, false)),
        IntentKind.ExtendVolume => Life.Of().Begin(new VolumeCommand.Extend(20, false)),
        IntentKind.CreateSnapshot => Life.Of().Begin(Some.TakeSnapshot(1)),
        IntentKind.DeleteSnapshot => Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false)),
        IntentKind.CreateExport => Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")),
        IntentKind.RemoveExport => Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).Begin(Some.Delete(1)),
        IntentKind.RevertVolume => Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.Revert(Some.Snapshot(1))),
        IntentKind.AdoptVolume => new Life().Begin(Some.Adopt()),
        IntentKind.ReleaseVolume => Life.Of().Begin(new VolumeCommand.Unmanage()),
        IntentKind.AdoptSnapshot => Life.Of().Begin(Some.AdoptSnapshot(1)),
        IntentKind.ReleaseSnapshot => Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.UnmanageSnapshot(Some.Snapshot(1))),
        _ => throw new ArgumentOutOfRangeException(nameof(intent)),
    };

    private static string Shown(IntentKind intent, VolumeState state) => (state.Gone ? "gone" : state.Status.Wire()) + intent switch
    {
        IntentKind.ExtendVolume => $" {state.SizeGiB} GiB",
        IntentKind.CreateSnapshot or IntentKind.DeleteSnapshot or IntentKind.RevertVolume or IntentKind.AdoptSnapshot or IntentKind.ReleaseSnapshot => state.Snapshots.IsEmpty ? " without snapshot" : " with snapshot " + WireName<SnapshotStatus>.Of(state.Snapshots[0].Status),
        IntentKind.CreateExport or IntentKind.RemoveExport => state.Exports.IsEmpty ? ", no export" : ", " + WireName<ExportPhase>.Of(state.Exports[0].Phase),
        _ => "",
    };
}
