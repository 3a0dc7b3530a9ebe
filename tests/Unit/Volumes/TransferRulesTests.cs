using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Transfers: the wire contract's §20.</summary>
public sealed class TransferRulesTests
{
    private static readonly Caller Other = new(new("project-2"), "user-2", false, "req-2");

    [Fact]
    public void Create_OfAnAvailableVolume_AwaitsTheTransferAndKeepsNoKey()
    {
        var life = Life.Of().Serve(Some.OfferTransfer(1));

        Assert.Equal((VolumeStatus.AwaitingTransfer, Some.Transfer(1), "offer", Some.Now), (life.State.Status, life.State.Transfer!.Id, life.State.Transfer.Name, life.State.Transfer.CreatedAt));
        var stored = System.Text.Encoding.UTF8.GetString(VolumeStateJson.Write(life.State));
        Assert.DoesNotContain(Some.TransferKey.Reveal, stored, StringComparison.Ordinal);
        life.ChangesNothing(Some.OfferTransfer(1));
    }

    [Fact]
    public void Create_WhileASnapshotIsNotAvailable_IsRefusedUnlessSnapshotsStay()
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, SnapshotStatus.Creating)] });

        Assert.Equal($"Invalid snapshot: snapshot: {Some.Snapshot(1)} status must be available", life.Refuses(Some.OfferTransfer(1)).Message);
        Assert.Equal(VolumeStatus.AwaitingTransfer, life.Serve(Some.OfferTransfer(1, noSnapshots: true)).State.Status);
    }

    [Fact]
    public void CreateAndAccept_WhileAHostIsLetIn_AreRefused()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"));
        Assert.Contains("still exported to a host", life.Refuses(Some.OfferTransfer(1)).Message, StringComparison.Ordinal);

        life.Set(s => s with { Status = VolumeStatus.AwaitingTransfer, Transfer = Some.TransferOf(1) });
        Assert.Contains("still exported to a host", Refusal(life.State, Accept(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_WithTheKey_GivesVolumeAndSnapshotsToTheOtherProject()
    {
        var state = Life.Of().Serve(Some.TakeSnapshot(1), Some.OfferTransfer(1)).State;

        var after = Assert.IsType<Decision.Changed>(VolumeMachine.Decide(state, Accept(1), Some.Context(Other))).State;

        Assert.Equal((Other.Project, "user-2", VolumeStatus.Available, null), (after.ProjectId, after.UserId, after.Status, after.Transfer));
        Assert.Equal((Other.Project, "user-2"), (after.Snapshots[0].ProjectId, after.Snapshots[0].UserId));
        var given = Assert.Single(Release.Between(state, after));
        Assert.Equal((Some.Project, 1, 1, 20, 10), (given.Project, given.Quota.Volumes, given.Quota.Snapshots, given.Quota.SizeGiB, given.KeepsSizeGiB));
    }

    [Fact]
    public void Accept_WhenSnapshotsStay_LeavesThemToTheirProject()
    {
        var state = Life.Of().Serve(Some.TakeSnapshot(1), Some.OfferTransfer(1, noSnapshots: true)).State;

        var after = Assert.IsType<Decision.Changed>(VolumeMachine.Decide(state, Accept(1), Some.Context(Other))).State;

        Assert.Equal(Some.Project, after.Snapshots[0].ProjectId);
        Assert.Equal((1, 0, 10), Assert.Single(Release.Between(state, after)).Quota is var q ? (q.Volumes, q.Snapshots, q.SizeGiB) : default);
        var delete = new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), Force: false);
        Assert.Equal(ErrorReason.NotFound, Refusal(after, delete, Other).Reason);
        var gone = SettleRules.Settle(Assert.IsType<Decision.Changed>(VolumeMachine.Decide(after, delete, Some.Context())).State, Answer.To(DeletionOf(after), OutcomeKind.Done), Some.Context());
        Assert.Equal(Some.Project, Assert.Single(Release.Between(after, gone)).Project);
        Assert.Equal(ErrorReason.InvalidVolume, Refusal(after, new VolumeCommand.Delete(Cascade: true, Force: false), Other).Reason);
    }

    [Fact]
    public void CheckKey_RefusesWhatAcceptWouldRefuse_AndChangesNothing()
    {
        var state = Life.Of().Serve(Some.OfferTransfer(1)).State;

        Assert.IsType<Decision.Unchanged>(VolumeMachine.Decide(state, new VolumeCommand.CheckTransferKey(Some.Transfer(1), Some.TransferKey), Some.Context(Other)));
        Assert.Equal($"Invalid auth key: Attempt to transfer {Some.Transfer(1)} with invalid auth key.", Refusal(state, new VolumeCommand.CheckTransferKey(Some.Transfer(1), new("0123456789abcdee"))).Message);
        Assert.Equal(ErrorReason.NotFound, Refusal(state, new VolumeCommand.CheckTransferKey(Some.Transfer(2), Some.TransferKey)).Reason);
    }

    [Fact]
    public void Accept_WithAWrongKeyOrOfAnotherTransfer_IsRefused()
    {
        var state = Life.Of().Serve(Some.OfferTransfer(1)).State;

        var wrong = Refusal(state, new VolumeCommand.AcceptTransfer(Some.Transfer(1), new("0123456789abcdee")));
        Assert.Equal((ErrorReason.InvalidInput, $"Invalid auth key: Attempt to transfer {Some.Transfer(1)} with invalid auth key."), (wrong.Reason, wrong.Message));
        Assert.Equal((ErrorReason.NotFound, $"Transfer {Some.Transfer(2)} could not be found."), Refusal(state, Accept(2)) is var e ? (e.Reason, e.Message) : default);
    }

    [Fact]
    public void Accept_OfAVolumeInAGroup_IsRefused()
    {
        var state = Life.Of().Serve(Some.OfferTransfer(1)).State with { GroupId = Some.Group(1) };

        Assert.Contains("must not be part of a consistency group", Refusal(state, Accept(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_OfATransfer_MakesTheVolumeAvailableAndEndsTheOffer()
    {
        var life = Life.Of().Serve(Some.OfferTransfer(1), new VolumeCommand.DeleteTransfer(Some.Transfer(1)));

        Assert.Equal((VolumeStatus.Available, null), (life.State.Status, life.State.Transfer));
        Assert.Equal(ErrorReason.NotFound, life.Refuses(new VolumeCommand.DeleteTransfer(Some.Transfer(1))).Reason);
        Assert.Equal(ErrorReason.NotFound, Refusal(life.State, Accept(1)).Reason);
    }

    [Fact]
    public void Delete_OfAVolumeByForce_EndsTheOffer() =>
        Assert.Null(Life.Of().Serve(Some.OfferTransfer(1)).Begin(new VolumeCommand.Delete(false, true)).State.Transfer);

    [Fact]
    public void DeleteTransfer_ByAnotherProject_FindsNoVolume() =>
        Assert.Equal(ErrorReason.NotFound, Refusal(Life.Of().Serve(Some.OfferTransfer(1)).State, new VolumeCommand.DeleteTransfer(Some.Transfer(1)), Other).Reason);

    private static VolumeCommand.AcceptTransfer Accept(int number) => new(Some.Transfer(number), Some.TransferKey);

    private static StorageError Refusal(VolumeState state, VolumeCommand command, Caller? caller = null) =>
        Assert.IsType<Decision.Refused>(VolumeMachine.Decide(state, command, Some.Context(caller ?? Other))).Error;

    private static Intent DeletionOf(VolumeState state) =>
        ((Decision.Changed)VolumeMachine.Decide(state, new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), Force: false), Some.Context())).State.Intent!;
}
