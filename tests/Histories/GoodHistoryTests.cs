using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Histories.Tests.Support;
using OrleansStorage.Volumes;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>What looks odd and is right: no checker may refuse it.</summary>
public sealed class GoodHistoryTests
{
    private static readonly Dictionary<string, HistoryBuilder> All = new()
    {
        ["nothing happens"] = new HistoryBuilder().Quiesce(),
        ["attach, use and detach"] = Attach().Quiesce([Quiesced("a")], [Quiesced("a")], [Holds(1, "a")]),
        ["a read sees a call that has not returned"] = Of().Begin(Reserve(1), out var reserve).Ok(Read("c2"), attachments: [Shown(1, AttachStatus.Reserved)]).EndOk(reserve).Ok(Delete(1)).Quiesce(),
        ["a detach is seen half done"] = Of().Ok(Reserve(1)).Unknown(Connect(1, "a")).Begin(Delete(1, "c2"), out var ending)
            .Ok(Read(), attachments: [Shown(1, AttachStatus.Detaching, "a")]).EndOk(ending).Quiesce(),
        ["a connect of unknown fate took effect later"] = Of().Ok(Reserve(1)).Unknown(Connect(1, "a")).Ok(Read(), attachments: [Shown(1, AttachStatus.Reserved)])
            .Ok(Read(), attachments: [Shown(1, AttachStatus.Attaching, "a")]).Ok(Delete(1)).Quiesce(),
        ["a reservation of unknown fate never happened"] = Of(multiattach: false).Unknown(Reserve(1)).Ok(Reserve(2, instance: 2)).Ok(Delete(2)).Quiesce(),
        ["one client's removal of unknown fate is another's not found"] = Of().Ok(Reserve(1)).Unknown(Delete(1)).Fail(Delete(1, "c2"), ErrorReason.NotFound).Quiesce(),
        ["one instance has two attachments on one host"] = Of(multiattach: false).Ok(Reserve(1)).Ok(Reserve(2)).Ok(Delete(1)).Ok(Delete(2)).Quiesce(),
        ["a path is told again after a restart took it"] = Attach().Mutate(ArrayVerb.Restart, null, epoch: null).Ok(Initialize("a"), At()).Commit(2, Intent(IntentKind.CreateExport, 2, "a", 2),
            [Export("a", ExportPhase.Exported, 1)], [Attached(1, "a")]).Mutate(ArrayVerb.CreateExport, "a", epoch: 2).Quiesce([Quiesced("a")], [Quiesced("a")], [Holds(1, "a")]),
        ["a half-made export is mended"] = Of().Ok(Reserve(1)).Commit(1, Intent(IntentKind.CreateExport, 1, "a"), [Export("a", ExportPhase.Creating, 1)], [Attached(1, null, status: AttachStatus.Reserved)])
            .Mutate(ArrayVerb.CreateHalfExport, "a").Mutate(ArrayVerb.CreateExport, "a").Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a", status: AttachStatus.Attaching)])
            .Unknown(Connect(1, "a")).Quiesce([Quiesced("a")], [Quiesced("a")], [Holds(1, "a", AttachStatus.Attaching)]),
        ["a growth of unknown fate stands in the way of a reservation"] = Of().OkRead(1).Unknown(Extend(2)).Fail(Reserve(1), ErrorReason.InvalidVolume).OkRead(2).Quiesce(),
        ["a snapshot of unknown fate appears, and goes"] = Of().Unknown(TakeSnapshot(1)).OkRead(1).OkRead(1, 1).Ok(DeleteSnapshot(1)).OkRead(1).Quiesce(),
        ["a volume in error is reset"] = Of(multiattach: false).Ok(Reserve(1)).Ok(Reset(VolumeStatus.Error)).Fail(Connect(1, "a"), ErrorReason.Conflict).Ok(Reset(VolumeStatus.Available)).Ok(Reserve(2, instance: 2)).Ok(Delete(2)).Quiesce(),
        ["a volume that was called free is reserved beside a reservation that nobody connected"] = Of(multiattach: false).Ok(Reserve(1)).Ok(Reset(VolumeStatus.Available, isDetached: false))
            .Ok(Reserve(2, instance: 2)).Ok(Connect(2, "b")).Fail(Connect(1, "a"), ErrorReason.Conflict).Ok(Delete(2)).Ok(Delete(1)).Quiesce(),
        ["an attachment whose host was not let in is taken back"] = Of(multiattach: false).Unknown(Reserve(1, host: "a")).Ok(Read(), attachments: [Shown(1, AttachStatus.Reserved)])
            .Ok(Read(), attachments: []).Ok(Reserve(2, instance: 2)).Ok(Delete(2)).Quiesce(),
        ["a second host has a claim while the instance that uses the volume moves"] =
            Of(multiattach: false).Ok(Initialize("a")).Ok(Reserve(1)).Ok(Complete(1)).Ok(Initialize("b")).Ok(Terminate("a")).Ok(Terminate("b")).Ok(Delete(1)).Quiesce(),
        ["attaches and detaches take turns"] = BadTurns.Detaches(new HistoryBuilder(), 3, 20).Turn(AdmissionLane.Attach, 7, 0, 30).Turn(AdmissionLane.Attach, 8, 0, 50).Turn(AdmissionLane.Attach, 9, 0, 70).Quiesce(),
        ["an attach waits for its own volume"] = BadTurns.Detaches(new HistoryBuilder(), 3, 20).Turn(AdmissionLane.Attach, 3, 0, 200).Quiesce(),
        ["a new activation of the backend has a new queue"] = BadTurns.Detaches(new HistoryBuilder(), 3, 20).Turn(AdmissionLane.Attach, 9, 0, 200, "backend.2").Quiesce(),
        ["a project has as much as it may, and again after something is gone"] = BadQuotas.Limited().Use(1, 1, 5).Use(2, 1, 5).Use(2, 0, 4).Use(1, 2, 6).Use(2, null).Quiesce(new QuiescedQuota("snapshots", InUse: 2, Reserved: 0, Recorded: 2)),
        ["a project that has too much since its limit fell gives back"] = BadQuotas.Limited().Use(1, 0, 4).Use(1, 0, 3).Quiesce(),
        ["the owner works on its array"] = Of().OwnedBy(1).Mutate(ArrayVerb.CreateExport, "foreign", epoch: null, isOurs: false).Quiesce(onArray: [Quiesced("foreign", isOurs: false)]),
        ["what is shown tells no secret"] = new HistoryBuilder().Show("log", "a secret was made").Quiesce(),
        ["somebody else's export is on the array"] = Of().Mutate(ArrayVerb.CreateExport, "foreign", epoch: null, isOurs: false).Quiesce(onArray: [Quiesced("foreign", isOurs: false)]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OfAGoodHistory_IsOk(string what)
    {
        foreach (var checker in HistoryCheckers.All())
        {
            var result = checker.Check(All[what].Build());

            Assert.Empty(result.Violations);
            Assert.Equal(Verdict.Ok, result.Verdict);
        }
    }

    private static HistoryBuilder Attach() => Of().Ok(Reserve(1)).Begin(Connect(1, "a"), out var connect)
        .Commit(1, Intent(IntentKind.CreateExport, 1, "a"), [Export("a", ExportPhase.Creating, 1)], [Attached(1, null, status: AttachStatus.Reserved)])
        .Mutate(ArrayVerb.CreateExport, "a")
        .Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a", status: AttachStatus.Attaching)])
        .EndOk(connect, At()).Ok(Complete(1)).Ok(Initialize("a", "c2"), At());
}
