using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;
using OrleansStorage.Volumes;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>What the record must never say, and what must not be left at quiesce.</summary>
internal static class BadRecords
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["an export is on record that nobody owns or removes"] = OnRecord(Invariant.S1, Of().Commit(1, exports: [Export("a")])),
        ["an export is half made and no intent is open"] = OnRecord(Invariant.S1, Of().Commit(1, exports: [Export("a", ExportPhase.Creating, 1)], attachments: [Attached(1, null)])),
        ["an export leaves the record without a removal"] = OnRecord(Invariant.S1, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")]).Commit(1)),
        ["a host has two exports"] = OnRecord(Invariant.S2, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1), Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")])),
        ["an attachment loses its export and stays"] =
            OnRecord(Invariant.S4, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")])
                .Commit(2, Intent(IntentKind.RemoveExport, 2, "a"), [Export("a", ExportPhase.Removing)], [Attached(1, "a")])),
        ["two instances are connected to a single-attach volume"] =
            OnRecord(Invariant.S5, Of(multiattach: false).Commit(1, exports: [Export("a", ExportPhase.Exported, 1), Export("b", ExportPhase.Exported, 2)], attachments: [Attached(1, "a"), Attached(2, "b", instance: 2)], multiattach: false)),
        ["an attachment without an instance is connected beside another"] = OnRecord(Invariant.S5, Of(multiattach: false)
            .Commit(1, exports: [Export("a", ExportPhase.Exported, 1), Export("b", ExportPhase.Exported, 2)], attachments: [Attached(1, "a") with { Instance = null }, Attached(2, "b")], multiattach: false)),
        ["a claim comes beside another host's attachment"] = OnRecord(Invariant.S5, Of(multiattach: false)
            .Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")], multiattach: false)
            .Commit(2, exports: [Export("a", ExportPhase.Exported, 1), Claimed("b")], attachments: [Attached(1, "a")], multiattach: false)),
        ["a second host's claim comes while nobody moves"] = OnRecord(Invariant.S5, Of(multiattach: false)
            .Commit(1, exports: [Claimed("a")], multiattach: false).Commit(2, exports: [Claimed("a"), Claimed("b")], multiattach: false)),
        ["an owner of an export is no attachment"] = OnRecord(Invariant.S6, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)])),
        ["an export with owners is being removed"] =
            OnRecord(Invariant.S6, Of().Commit(1, Intent(IntentKind.RemoveExport, 1, "a"), [Export("a", ExportPhase.Removing, 1)], [Attached(1, "a")])),
        ["an attachment moves to a host that is not exported yet"] =
            OnRecord(Invariant.S7, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")])
                .Commit(2, Intent(IntentKind.CreateExport, 2, "b"), [Export("a", ExportPhase.Removing), Export("b", ExportPhase.Creating, 1)], [Attached(1, "b")])),
        ["a read of a connection is written down"] =
            OnRecord(Invariant.S8, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")])
                .Commit(2, Intent(IntentKind.CreateExport, 2, "a"), [Export("a", ExportPhase.Exported, 1)], [Attached(1, "a")], command: "initialize-connection")),
        ["an epoch falls"] = OnRecord(Invariant.S10, Of().Commit(2).Commit(1)),
        ["an intent is replaced under its own epoch"] =
            OnRecord(Invariant.S10, Of().Commit(1, Intent(IntentKind.RemoveExport, 1, "a"), [Export("a", ExportPhase.Removing)]).Commit(1, Intent(IntentKind.DeleteVolume, 1, null, 2))),
        ["a failed export for one host takes another's off the record"] =
            OnRecord(Invariant.S11, Of().Commit(1, Intent(IntentKind.CreateExport, 1, "b"), [Export("a", ExportPhase.Exported, 1), Export("b", ExportPhase.Creating, 2)], [Attached(1, "a"), Attached(2, null)])
                .Commit(1, exports: [Export("a", ExportPhase.Removing)], attachments: [Attached(2, null)])),
        ["a volume is gone with an export"] = OnRecord(Invariant.S12, Of().Commit(1, exports: [Export("a", ExportPhase.Exported, 1)], attachments: [Attached(1, "a")], gone: true)),
        ["an operation is still open at quiesce"] = AtQuiesce(Invariant.L1, Of().Quiesce(open: true)),
        ["an export is still being removed at quiesce"] = AtQuiesce(Invariant.L1, Of().Quiesce(recorded: [Quiesced("a", phase: ExportPhase.Removing)], onArray: [Quiesced("a")])),
        ["an attachment is still detaching at quiesce"] =
            AtQuiesce(Invariant.L1, Of().Quiesce([Quiesced("a")], [Quiesced("a")], [Holds(1, "a", AttachStatus.Detaching)])),
        ["an export is leaked"] = AtQuiesce(Invariant.L2, Of().Quiesce(onArray: [Quiesced("a")])),
        ["an export is missing"] = AtQuiesce(Invariant.L2, Of().Quiesce(recorded: [Quiesced("a")], attachments: [Holds(1, "a")])),
        ["an export is somewhere else than on record"] = AtQuiesce(Invariant.L2, Of().Quiesce([Quiesced("a", lun: 1)], [Quiesced("a", lun: 2)], [Holds(1, "a")])),
        ["an export is there twice"] = AtQuiesce(Invariant.L2, Of().Quiesce([Quiesced("a")], [Quiesced("a"), Quiesced("a")], [Holds(1, "a")])),
        ["a target of ours lets nobody in"] = AtQuiesce(Invariant.L2, Of().Quiesce(onArray: [Quiesced(null)])),
        ["an attachment has no export"] = AtQuiesce(Invariant.L2, Of().Quiesce(attachments: [Holds(1, "a")])),
        ["an export is kept that nobody needs"] = AtQuiesce(Invariant.L2, Of().Quiesce([Quiesced("a")], [Quiesced("a")])),
        ["a call never ends"] = AtQuiesce(Invariant.L3, Of().Begin(Reserve(1), out _).Quiesce()),
    };

    private static BadHistory OnRecord(Invariant broken, HistoryBuilder history) => new("record", broken, history);

    private static BadHistory AtQuiesce(Invariant broken, HistoryBuilder history) => new("leaks", broken, history);
}
