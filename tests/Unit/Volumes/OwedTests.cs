using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Operations of several array calls: chains of intents that go on where they stopped.</summary>
public sealed class OwedTests
{
    [Fact]
    public void Chain_DeleteOfAClaimedVolumeWithSnapshots_RemovesExportsThenSnapshotsThenTheVolume()
    {
        var life = Life.Multi().Serve(Some.TakeSnapshot(1), Some.TakeSnapshot(2), Some.OsInitialize("a"), Some.OsInitialize("b"));
        List<string> asked = [];
        for (life.Begin(new VolumeCommand.Delete(true, false)); life.State.Intent is { } intent; life.Settle(OutcomeKind.Done))
            asked.Add($"{intent.Kind} {intent.Host}{intent.SnapshotId}".Trim());

        Assert.Equal(["RemoveExport a", "RemoveExport b", $"DeleteSnapshot {Some.Snapshot(1)}", $"DeleteSnapshot {Some.Snapshot(2)}", "DeleteVolume"], asked);
        Assert.True(life.State.Gone);
    }

    [Fact]
    public void Chain_EachLink_HasItsOwnEpochAndDeadlineAndTheCallersName()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a")).Begin(new VolumeCommand.Delete(false, false));
        var first = life.State.Intent!;
        life.Now = Some.Now.AddSeconds(9);

        var second = life.Settle(OutcomeKind.Done).State.Intent!;

        Assert.Equal((first.Epoch + 1, first.OperationId, "delete-volume"), (second.Epoch, second.OperationId, second.Command));
        Assert.Equal(("req-1", "user-1"), (second.RequestId, second.UserId));
        Assert.Equal(life.Now.AddMinutes(5), second.NotAfter);
    }

    [Fact]
    public void Chain_ThatDied_GoesOnWhereItStopped()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"), Some.TakeSnapshot(1)).Begin(new VolumeCommand.Delete(true, false)).Settle(OutcomeKind.Done);
        var reread = new Life(VolumeStateJson.Read(VolumeStateJson.Write(life.State)));

        reread.TakeUpAgain().Settle(OutcomeKind.Done).Settle(OutcomeKind.Done);

        Assert.True(reread.State.Gone);
    }

    [Fact]
    public void Chain_CascadeStopsAtASnapshotThatFails_AndTheOthersStay()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), Some.TakeSnapshot(2)).Begin(new VolumeCommand.Delete(true, false)).Settle(OutcomeKind.Refused);

        Assert.Null(life.State.Intent);
        Assert.Equal(VolumeStatus.ErrorDeleting, life.State.Status);
        Assert.Equal([SnapshotStatus.ErrorDeleting, SnapshotStatus.Available], life.State.Snapshots.Select(s => s.Status));
    }

    [Fact]
    public void Next_WithAnOpenIntent_OpensNoSecond()
    {
        var state = Life.Of().Begin(new VolumeCommand.Extend(20, false)).State with { Exports = [Some.ExportTo("a") with { Phase = ExportPhase.Removing }] };

        Assert.Same(state, Owed.Next(state, "any", Some.Context()));
    }

    [Fact]
    public void Again_GrowsTheEpochGivesANewDeadlineAndSaysSo()
    {
        var life = Life.Of().Begin(new VolumeCommand.Extend(20, false));
        var first = life.State.Intent!;
        life.Now = Some.Now.AddHours(1);

        var second = life.TakeUpAgain().State.Intent!;

        Assert.Equal((first.OperationId, 2L, life.Now.AddMinutes(5), true), (second.OperationId, second.Epoch, second.NotAfter, second.Repeated));
        Assert.Equal(2, life.State.Epoch);
    }

    [Fact]
    public void Release_SnapshotGone_GivesItsQuotaAndSpaceBack()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false));
        var before = life.State;

        var release = Assert.Single(Release.Between(before, life.Settle(OutcomeKind.Done).State));

        Assert.Equal((Some.Snapshot(1).Value, 0, 1, 10, 0), (release.Quota.Holder, release.Quota.Volumes, release.Quota.Snapshots, release.Quota.SizeGiB, release.KeepsSizeGiB));
    }

    [Fact]
    public void Release_VolumeGone_GivesItsQuotaAndSpaceBackOnce()
    {
        var life = Life.Of().Begin(new VolumeCommand.Delete(false, false));
        var before = life.State;

        var release = Assert.Single(Release.Between(before, life.Settle(OutcomeKind.Done).State));

        Assert.Equal((Some.VolumeId.Value, 1, 10, 0), (release.Quota.Holder, release.Quota.Volumes, release.Quota.SizeGiB, release.KeepsSizeGiB));
        Assert.Empty(Release.Between(life.State, life.State));
    }

    [Theory]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Busy)]
    [InlineData(OutcomeKind.Unknown)]
    public void Release_GrowthThatFailed_GivesTheDifferenceBackAndKeepsTheRest(OutcomeKind outcome)
    {
        var life = Life.Of().Begin(new VolumeCommand.Extend(25, false));
        var before = life.State;

        var release = Assert.Single(Release.Between(before, life.Settle(outcome).State));

        Assert.Equal((Some.VolumeId.Value, 0, 15, 10), (release.Quota.Holder, release.Quota.Volumes, release.Quota.SizeGiB, release.KeepsSizeGiB));
    }

    [Fact]
    public void Release_GrowthDone_GivesNothingBack()
    {
        var life = Life.Of().Begin(new VolumeCommand.Extend(25, false));
        var before = life.State;

        Assert.Empty(Release.Between(before, life.Settle(OutcomeKind.Done).State));
    }

    [Theory]
    [InlineData("", VolumeStatus.Available, AttachStatus.Detached)]
    [InlineData("reserved", VolumeStatus.Reserved, AttachStatus.Reserved)]
    [InlineData("reserved detaching", VolumeStatus.Detaching, AttachStatus.Detaching)]
    [InlineData("reserved detaching attaching", VolumeStatus.Attaching, AttachStatus.Attaching)]
    [InlineData("reserved detaching attaching attached", VolumeStatus.InUse, AttachStatus.Attached)]
    [InlineData("error_attaching error_detaching", VolumeStatus.Available, AttachStatus.Detached)]
    public void Status_IsThatOfTheMostAttachedOne(string attachments, VolumeStatus status, AttachStatus attachStatus)
    {
        var words = attachments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var state = Some.Volume(VolumeStatus.Error) with { Attachments = [.. words.Select((w, i) => Some.AttachmentOf(i, WireName<AttachStatus>.Parse(w)!.Value))] };

        Assert.Equal((status, attachStatus), (state.Recompute().Status, state.Recompute().AttachStatus));
    }
}
