using OrleansStorage.Errors;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;
using OrleansStorage.Volumes;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>What clients saw and must never see.</summary>
internal static class BadCalls
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["an attachment is forgotten after it was acknowledged"] = Bad(Invariant.S4, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Read(), attachments: [])),
        ["an attachment is not found although nobody ended it"] = Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Fail(Connect(1, "a"), ErrorReason.NotFound)),
        ["an attachment is connected after it was ended"] = Bad(Invariant.S4, Of().Ok(Reserve(1)).Ok(Delete(1)).Ok(Connect(1, "a"), At())),
        ["an ended attachment is shown"] = Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Delete(1)).Ok(Read(), attachments: [Shown(1, AttachStatus.Reserved)])),
        ["an attachment is shown as reserved after it was connected"] = Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Read(), attachments: [Shown(1, AttachStatus.Reserved)])),
        ["an attachment is shown on a host that it left"] =
            Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Connect(1, "b"), At()).Ok(Read(), attachments: [Shown(1, AttachStatus.Attaching, "a")])),
        ["two instances reserve a single-attach volume"] = Bad(Invariant.S5, Of(multiattach: false).Ok(Reserve(1)).Ok(Reserve(2, instance: 2, client: "c2"))),
        ["two instances reserve it at the same time"] =
            Bad(Invariant.S5, Of(multiattach: false).Begin(Reserve(1), out var one).Begin(Reserve(2, instance: 2, client: "c2"), out var two).EndOk(two).EndOk(one)),
        ["the same call gets another LUN"] = Bad(Invariant.S13, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At(1)).Ok(Connect(1, "a"), At(2))),
        ["the same read gets another target"] = Bad(Invariant.S13, Of().Ok(Initialize("a"), At()).Ok(Initialize("a"), At(1, "iqn.other"))),
        ["a volume is removed under its attachment"] = Bad(Invariant.S12, Of().Ok(Reserve(1)).Ok(DeleteVolume())),
        ["a free volume refuses a reservation"] = Bad(Invariant.Linearizable, Of(multiattach: false).Fail(Reserve(1), ErrorReason.InvalidVolume)),
        ["a volume refuses a reservation after its last attachment ended"] =
            Bad(Invariant.Linearizable, Of(multiattach: false).Ok(Reserve(1)).Ok(Delete(1)).Fail(Reserve(2, instance: 2), ErrorReason.InvalidVolume)),
        ["a completed attachment is completed after it was ended"] = Bad(Invariant.S4, Of().Ok(Reserve(1)).Ok(Delete(1)).Ok(Complete(1))),
        ["a removal of unknown fate takes effect, is undone, and takes effect again"] =
            Bad(Invariant.S4, Of().Ok(Reserve(1)).Unknown(Delete(1)).Ok(Read(), attachments: []).Ok(Connect(1, "a"), At())),
        ["what a removal of unknown fate began is shown as finished and then as begun"] =
            Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Unknown(Delete(1)).Ok(Read(), attachments: []).Ok(Read(), attachments: [Shown(1, AttachStatus.Detaching, "a")])),
        ["growth that was acknowledged is lost"] = Bad(Invariant.Linearizable, Of().OkRead(1).Ok(Extend(2)).OkRead(1)),
        ["a volume shrinks"] = Bad(Invariant.Linearizable, Of().OkRead(3).Ok(Extend(2))),
        ["a snapshot that was acknowledged is lost"] = Bad(Invariant.Linearizable, Of().Ok(TakeSnapshot(1)).OkRead(1)),
        ["a snapshot comes back"] = Bad(Invariant.Linearizable, Of().Ok(TakeSnapshot(1)).Ok(DeleteSnapshot(1)).OkRead(1, 1)),
        ["a snapshot is not found although nobody removed it"] = Bad(Invariant.Linearizable, Of().Ok(TakeSnapshot(1)).Fail(DeleteSnapshot(1), ErrorReason.NotFound)),
        ["a volume is removed under its snapshot"] = Bad(Invariant.Linearizable, Of().Ok(TakeSnapshot(1)).Ok(DeleteVolume())),
        ["a host that was forced off is shown"] = Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Force(1)).Ok(Read(), attachments: [Shown(1, AttachStatus.Attaching, "a")])),
        ["an attachment outlives a reset"] = Bad(Invariant.Linearizable, Of().Ok(Reserve(1)).Ok(Reset(VolumeStatus.Available)).Ok(Read(), attachments: [Shown(1, AttachStatus.Reserved)])),
        ["a volume refuses a reservation after it was reset"] =
            Bad(Invariant.Linearizable, Of().Ok(Reset(VolumeStatus.Error)).Ok(Reset(VolumeStatus.Available)).Fail(Reserve(1), ErrorReason.InvalidVolume)),
        ["a completed attachment is removed with its volume in error"] = Bad(Invariant.S12, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Complete(1)).Ok(Reset(VolumeStatus.Error)).Ok(DeleteVolume())),
        ["a connected host's volume is removed after it was called free"] = Bad(Invariant.S12,
            Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Reset(VolumeStatus.Available, isDetached: false)).Ok(DeleteVolume())),
        ["another instance is connected after the volume was called free"] = Bad(Invariant.S5,
            Of(multiattach: false).Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Reset(VolumeStatus.Available, isDetached: false)).Ok(Reserve(2, instance: 2, host: "b"))),
        ["another instance is connected on the same host after the volume was called free"] = Bad(Invariant.S5,
            Of(multiattach: false).Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Reset(VolumeStatus.Available, isDetached: false)).Ok(Reserve(2, instance: 2, host: "a"))),
        ["a claim of another host is let in after the volume was called free"] = Bad(Invariant.S5,
            Of(multiattach: false).Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Reset(VolumeStatus.Available, isDetached: false)).Ok(Initialize("b"), At(2))),
        ["two hosts have claims to a single-attach volume that nobody uses"] = Bad(Invariant.S5, Of(multiattach: false).Ok(Initialize("a"), At()).Ok(Initialize("b"), At(2))),
        ["an attachment is connected beside another host's claim"] = Bad(Invariant.S5, Of(multiattach: false).Ok(Initialize("a"), At()).Ok(Reserve(1)).Ok(Connect(1, "b"), At(2))),
        ["a connected attachment is taken back"] = Bad(Invariant.S4, Of().Ok(Reserve(1)).Unknown(Reserve(1, host: "a")).Ok(Connect(1, "a"), At()).Ok(Read(), attachments: [])),
        ["an acknowledged attachment is gone at quiesce"] = Bad(Invariant.S4, Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Ok(Complete(1)).Quiesce()),
    };

    private static BadHistory Bad(Invariant broken, HistoryBuilder history) => new("linearizability", broken, history);
}
