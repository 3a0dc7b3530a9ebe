using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Taking a volume back to its latest snapshot: the wire contract's §8 and §27.</summary>
public sealed class RevertRulesTests
{
    private static readonly VolumeCommand ToFirst = new VolumeCommand.Revert(Some.Snapshot(1));

    [Theory]
    [InlineData(OutcomeKind.Done, VolumeStatus.Available)]
    [InlineData(OutcomeKind.Busy, VolumeStatus.Available)]
    [InlineData(OutcomeKind.Refused, VolumeStatus.Error)]
    [InlineData(OutcomeKind.Unreachable, VolumeStatus.Error)]
    [InlineData(OutcomeKind.Unknown, VolumeStatus.Error)]
    public void Revert_EndsAsTheArraySays_AndTheSnapshotIsThereAgain(OutcomeKind outcome, VolumeStatus status)
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1)).Begin(ToFirst);
        Assert.Equal((VolumeStatus.Reverting, SnapshotStatus.Restoring, IntentKind.RevertVolume), (life.State.Status, life.State.Snapshots[0].Status, life.State.Intent!.Kind));

        life.Settle(outcome);

        Assert.Null(life.State.Intent);
        Assert.Equal((status, SnapshotStatus.Available), (life.State.Status, life.State.Snapshots[0].Status));
    }

    [Fact]
    public void Revert_WhileAClaimExports_CutsTheHostFirst()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), Some.OsInitialize("a")).Begin(ToFirst);

        Assert.Equal(IntentKind.RemoveExport, life.State.Intent!.Kind);
        Assert.Equal((VolumeStatus.Reverting, IntentKind.RevertVolume), (life.Settle(OutcomeKind.Done).State.Status, life.State.Intent!.Kind));
    }

    [Fact]
    public void Revert_WhenTheVolumeIsResetBeforeTheArrayWasAsked_IsCalledOff()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), Some.OsInitialize("a")).Begin(ToFirst).Begin(new VolumeCommand.ResetStatus(new(VolumeStatus.Error, null))).Settle(OutcomeKind.Done);

        Assert.Equal((VolumeStatus.Error, SnapshotStatus.Available, null), (life.State.Status, life.State.Snapshots[0].Status, life.State.Intent));
    }

    [Fact]
    public void Revert_WhenTheSnapshotIsResetBeforeTheArrayWasAsked_IsCalledOff()
    {
        var reset = new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(1), SnapshotStatus.Error);
        var life = Life.Of().Serve(Some.TakeSnapshot(1), Some.OsInitialize("a")).Begin(ToFirst).Begin(reset).Settle(OutcomeKind.Done);

        Assert.Equal((VolumeStatus.Available, SnapshotStatus.Error, null), (life.State.Status, life.State.Snapshots[0].Status, life.State.Intent));
    }

    [Fact]
    public void Revert_WithoutSnapshots_IsRefusedInCindersWords() => Refused(ErrorReason.InvalidInput, $"Volume {Some.VolumeId} doesn't have any snapshots.", Life.Of());

    [Fact]
    public void Revert_ToAnotherThanTheLatest_IsRefusedInCindersWords() => Refused(ErrorReason.InvalidInput,
        $"Specified snapshot {Some.Snapshot(1)} is None or not the latest one of volume {Some.VolumeId}.", Life.Of().Serve(Some.TakeSnapshot(1), Some.TakeSnapshot(2)));

    [Fact]
    public void Revert_OfAGrownVolume_IsRefusedInCindersWords() => Refused(ErrorReason.InvalidInput,
        $"Can't revert volume {Some.VolumeId} to its latest snapshot {Some.Snapshot(1)}. The volume size must be equal to the snapshot size.",
        Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.Extend(20, false)));

    [Fact]
    public void Revert_OfAVolumeInUse_IsAConflict() => Refused(ErrorReason.Conflict,
        $"Invalid volume: Can't revert volume {Some.VolumeId} to its latest snapshot. Volume's status must be 'available'.", Life.Of().Serve(Some.TakeSnapshot(1), Some.OsAttach(1)));

    [Fact]
    public void Revert_ToASnapshotInError_IsAConflict() => Refused(ErrorReason.Conflict,
        $"Invalid snapshot: Can't revert volume {Some.VolumeId} to its latest snapshot. Snapshot's status must be 'available'.",
        Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, SnapshotStatus.Error)] }));

    [Fact]
    public void Delete_OfTheSnapshotWhileRestoring_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidSnapshot, Life.Of().Serve(Some.TakeSnapshot(1)).Begin(ToFirst).Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), Force: false)).Reason);

    private static void Refused(ErrorReason reason, string message, Life life)
    {
        var error = life.Refuses(ToFirst);
        Assert.Equal((reason, message), (error.Reason, error.Message));
    }
}
