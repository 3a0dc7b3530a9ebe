using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;
using OrleansStorage.Volumes;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>What an array's own log, alone or beside the record, must never show.</summary>
internal static class BadArrays
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["a host is let in twice"] = OnArray(Invariant.S2, Of().Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.CreateExport, "a")),
        ["a host gets another target when it is let in again"] =
            OnArray(Invariant.S2, Of().Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.RemoveExport, "a").Mutate(ArrayVerb.CreateExport, "a", target: "iqn.other")),
        ["two volumes have one LUN"] = OnArray(Invariant.S3, Of().Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.CreateExport, "b", volume: 2)),
        ["a LUN is given again before it rested"] =
            OnArray(Invariant.S3, Of().Rest(60_000).Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.RemoveExport, "a").Mutate(ArrayVerb.CreateExport, "a", volume: 2, afterMs: 1000)),
        ["a target gets a number that another had"] =
            OnArray(Invariant.S17, Of().Mutate(ArrayVerb.CreateExport, "a", targetNumber: 7).Mutate(ArrayVerb.RemoveExport, "a").Mutate(ArrayVerb.CreateExport, "b", lun: 2, targetNumber: 7)),
        ["a host is told of a path that was never made"] = OnArray(Invariant.S9, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At())),
        ["a host is told of a path that was removed before"] =
            OnArray(Invariant.S9, Of().Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.RemoveExport, "a").Ok(Initialize("a"), At())),
        ["a host is told of another LUN than it has"] = OnArray(Invariant.S9, Of().Mutate(ArrayVerb.CreateExport, "a", lun: 2).Ok(Initialize("a"), At(1))),
        ["an array changes after the deadline"] = OnArray(Invariant.S10, Of().Mutate(ArrayVerb.CreateExport, "a", notAfterMs: 100, afterMs: 5000)),
        ["a volume is removed while a host is let in"] = OnArray(Invariant.S12, Of().Mutate(ArrayVerb.CreateExport, "a").Mutate(ArrayVerb.DeleteVolume, null)),
        ["an object without our mark is removed"] = OnArray(Invariant.S15, Of().Mutate(ArrayVerb.RemoveExport, "foreign", isOurs: false)),
        ["the array is changed before the intent is on record"] = Beside(Invariant.S10, Of().Mutate(ArrayVerb.CreateExport, "a").Commit(1, Intent(IntentKind.CreateExport, 1, "a"), [Export("a", ExportPhase.Creating, 1)], [Attached(1, null)])),
        ["the array is changed under an epoch that is over"] =
            Beside(Invariant.S10, Exported("a").Commit(2, Intent(IntentKind.RemoveExport, 2, "a", 2), [Export("a", ExportPhase.Removing)]).Mutate(ArrayVerb.CreateExport, "a", epoch: 1)),
        ["the array is changed when nothing is open"] = Beside(Invariant.S1, Exported("a").Mutate(ArrayVerb.CreateExport, "b", epoch: 1)),
        ["a failed export for one host shuts out another"] =
            Beside(Invariant.S11, Exported("a").Commit(2, Intent(IntentKind.CreateExport, 2, "b", 2), [Export("a", ExportPhase.Exported, 1), Export("b", ExportPhase.Creating, 2)], [Attached(1, "a"), Attached(2, null)])
                .Mutate(ArrayVerb.RemoveExport, "a", epoch: 2)),
        ["a host is shut out while an attachment owns its export"] =
            Beside(Invariant.S6, Exported("a").Commit(2, Intent(IntentKind.RemoveExport, 2, "a", 2), [Export("a", ExportPhase.Exported, 1)], [Attached(1, "a")]).Mutate(ArrayVerb.RemoveExport, "a", epoch: 2)),
        ["a move takes the old path away before the new one is there"] =
            Beside(Invariant.S7, Exported("a").Commit(2, Intent(IntentKind.RemoveExport, 2, "a", 2), [Export("a", ExportPhase.Removing), Export("b", ExportPhase.Creating, 1)], [Attached(1, "a")])
                .Mutate(ArrayVerb.RemoveExport, "a", epoch: 2)),
        ["the record forgets an export that the array has"] = Beside(Invariant.S1, Exported("a").Commit(1, exports: [], attachments: [])),
        ["the record has an export that the array never made"] = Beside(Invariant.S4, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")])),
        ["a volume is removed from the array while it has attachments"] =
            Beside(Invariant.S12, Of().Commit(1, Intent(IntentKind.DeleteVolume, 1, null), attachments: [Attached(1, null)]).Mutate(ArrayVerb.DeleteVolume, null)),
    };

    private static BadHistory OnArray(Invariant broken, HistoryBuilder history) => new("array", broken, history);

    private static BadHistory Beside(Invariant broken, HistoryBuilder history) => new("fence", broken, history);

    /// <summary>The usual beginning: an export made as it should be.</summary>
    private static HistoryBuilder Exported(string host) => Of()
        .Commit(1, Intent(IntentKind.CreateExport, 1, host), [Export(host, ExportPhase.Creating, 1)], [Attached(1, null, status: AttachStatus.Reserved)])
        .Mutate(ArrayVerb.CreateExport, host)
        .Commit(1, exports: [Export(host, ExportPhase.Exported, 1)], attachments: [Attached(1, host)]);
}
