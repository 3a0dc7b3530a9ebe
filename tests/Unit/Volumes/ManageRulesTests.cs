using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Adopting and letting go: the wire contract's §24 and §27.1.</summary>
public sealed class ManageRulesTests
{
    private static readonly VolumeCommand Delete = new VolumeCommand.Delete(Cascade: true, Force: false);

    [Theory]
    [InlineData(OutcomeKind.Done, VolumeStatus.Available)]
    [InlineData(OutcomeKind.Refused, VolumeStatus.ErrorManaging)]
    [InlineData(OutcomeKind.Unreachable, VolumeStatus.ErrorManaging)]
    [InlineData(OutcomeKind.Unknown, VolumeStatus.ErrorManaging)]
    [InlineData(OutcomeKind.Busy, VolumeStatus.ErrorManaging)]
    public void Adopt_EndsAsTheArraySays(OutcomeKind outcome, VolumeStatus status)
    {
        var life = new Life().Begin(Some.Adopt(sizeGiB: 7));
        Assert.Equal((VolumeStatus.Managing, 7, IntentKind.AdoptVolume, "lvol0"), (life.State.Status, life.State.SizeGiB, life.State.Intent!.Kind, life.State.Intent.ArrayName));

        Assert.Equal(status, life.Settle(outcome).State.Status);
    }

    [Fact]
    public void Adopt_OfWhatCannotBe_IsOnRecordInErrorWithTheReasonAndAsksNoArray()
    {
        var life = new Life().Begin(Some.Adopt(whyNot: "the array has none of that name"));

        Assert.Null(life.State.Intent);
        Assert.Equal((VolumeStatus.ErrorManaging, "the array has none of that name"), (life.State.Status, Assert.Single(life.State.Ended).Error));
    }

    [Fact]
    public void Adopt_AgainOnceOnRecord_ChangesNothing() => new Life().Begin(Some.Adopt()).ChangesNothing(Some.Adopt());

    [Theory]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Unknown)]
    public void Delete_OfAFailedAdoption_LetsGoAndRemovesNothing(OutcomeKind outcome)
    {
        var life = new Life().Begin(Some.Adopt()).Settle(outcome).Begin(Delete);

        Assert.Equal((VolumeStatus.ErrorManagingDeleting, IntentKind.ReleaseVolume), (life.State.Status, life.State.Intent!.Kind));
        Assert.Equal(VolumeStatus.ErrorManaging, life.Settle(OutcomeKind.Unreachable).State.Status);
        Assert.True(life.Begin(Delete).Settle(OutcomeKind.Done).State.Gone);
    }

    [Fact]
    public void Delete_OfAFailedAdoptionThatAnOperatorCallsAvailable_LetsGoAllTheSame()
    {
        var life = new Life().Begin(Some.Adopt()).Settle(OutcomeKind.Unknown).Serve(new VolumeCommand.ResetStatus(new(VolumeStatus.Available, null))).Begin(Delete);

        Assert.Equal(IntentKind.ReleaseVolume, life.State.Intent!.Kind);
    }

    [Fact]
    public void Delete_OfAnAdoptedVolume_RemovesIt() => Assert.Equal(IntentKind.DeleteVolume, new Life().Serve(Some.Adopt()).Begin(Delete).State.Intent!.Kind);

    [Theory]
    [InlineData(OutcomeKind.Refused, VolumeStatus.ErrorUnmanaging)]
    [InlineData(OutcomeKind.Unreachable, VolumeStatus.ErrorUnmanaging)]
    [InlineData(OutcomeKind.Unknown, VolumeStatus.ErrorUnmanaging)]
    [InlineData(OutcomeKind.Busy, VolumeStatus.Available)]
    public void Unmanage_ArrayDoesNot_StaysOnRecord(OutcomeKind outcome, VolumeStatus status)
    {
        var life = Life.Of().Begin(new VolumeCommand.Unmanage());
        Assert.Equal((VolumeStatus.Unmanaging, IntentKind.ReleaseVolume), (life.State.Status, life.State.Intent!.Kind));

        Assert.Equal(status, life.Settle(outcome).State.Status);
    }

    [Fact]
    public void Unmanage_OfAClaimedVolume_RemovesTheExportFirst()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a")).Begin(new VolumeCommand.Unmanage());

        Assert.Equal(IntentKind.RemoveExport, life.State.Intent!.Kind);
        Assert.Equal(IntentKind.ReleaseVolume, life.Settle(OutcomeKind.Done).State.Intent!.Kind);
        Assert.True(life.Settle(OutcomeKind.Done).State.Gone);
    }

    [Fact]
    public void Unmanage_WithASnapshot_IsRefusedInCindersWords()
    {
        var error = Life.Of().Serve(Some.TakeSnapshot(1)).Refuses(new VolumeCommand.Unmanage());

        Assert.Equal(ErrorReason.InvalidVolume, error.Reason);
        Assert.StartsWith("Invalid volume: Volume status must be available or error or", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutcomeKind.Done, SnapshotStatus.Available, IntentKind.DeleteSnapshot)]
    [InlineData(OutcomeKind.Refused, SnapshotStatus.Error, IntentKind.ReleaseSnapshot)]
    [InlineData(OutcomeKind.Unknown, SnapshotStatus.Error, IntentKind.ReleaseSnapshot)]
    public void AdoptSnapshot_EndsAsTheArraySays_AndOnlyWhatIsOursIsRemoved(OutcomeKind outcome, SnapshotStatus status, IntentKind end)
    {
        var life = Life.Of().Begin(Some.AdoptSnapshot(1, sizeGiB: 3)).Settle(outcome);
        Assert.Equal((status, 3), (life.State.Snapshots[0].Status, life.State.Snapshots[0].SizeGiB));

        Assert.Equal(end, life.Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), Force: false)).State.Intent!.Kind);
        Assert.Empty(life.Settle(OutcomeKind.Done).State.Snapshots);
    }

    [Fact]
    public void AdoptSnapshot_OfWhatCannotBe_IsOnRecordInErrorWithTheReason()
    {
        var life = Life.Of().Begin(Some.AdoptSnapshot(1, whyNot: "no such snapshot"));

        Assert.Equal((SnapshotStatus.Error, VolumeStatus.Available, "no such snapshot"), (life.State.Snapshots[0].Status, life.State.Status, Assert.Single(life.State.Ended).Error));
    }

    [Fact]
    public void UnmanageSnapshot_Done_IsGoneAndElseInError()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.UnmanageSnapshot(Some.Snapshot(1)));
        Assert.Equal((SnapshotStatus.Unmanaging, IntentKind.ReleaseSnapshot), (life.State.Snapshots[0].Status, life.State.Intent!.Kind));

        Assert.Equal(SnapshotStatus.ErrorDeleting, life.Settle(OutcomeKind.Refused).State.Snapshots[0].Status);
        Assert.Equal(ErrorReason.InvalidSnapshot, life.Refuses(new VolumeCommand.UnmanageSnapshot(Some.Snapshot(1))).Reason);
    }
}
