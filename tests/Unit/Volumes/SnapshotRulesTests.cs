using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Snapshots: the wire contract's §14 and §27.4.</summary>
public sealed class SnapshotRulesTests
{
    [Theory]
    [InlineData(OutcomeKind.Done, SnapshotStatus.Available)]
    [InlineData(OutcomeKind.Refused, SnapshotStatus.Error)]
    [InlineData(OutcomeKind.Unreachable, SnapshotStatus.Error)]
    [InlineData(OutcomeKind.Unknown, SnapshotStatus.Error)]
    [InlineData(OutcomeKind.Busy, SnapshotStatus.Error)]
    public void Create_EndsAsTheArraySays(OutcomeKind outcome, SnapshotStatus status)
    {
        var life = Life.Of().Begin(Some.TakeSnapshot(1));
        Assert.Equal((SnapshotStatus.Creating, 10), (life.State.FindSnapshot(Some.Snapshot(1))!.Status, life.State.Snapshots[0].SizeGiB));

        life.Settle(outcome);
        Assert.Equal((status, VolumeStatus.Available), (life.State.Snapshots[0].Status, life.State.Status));
    }

    [Fact]
    public void Create_SameIdAgain_ChangesNothing() => Life.Of().Serve(Some.TakeSnapshot(1)).ChangesNothing(Some.TakeSnapshot(1));

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void Create_WithEnoughPromised_IsServed(int promisedGiB) => Assert.Single(Life.Of().Serve(Promised(promisedGiB)).State.Snapshots);

    [Fact]
    public void Create_OfAVolumeThatHasGrownSinceQuotaWasPromised_IsPutOff()
    {
        var error = Life.Of().Refuses(Promised(9));

        Assert.Equal((ErrorKind.Busy, "Volume " + Some.VolumeId + " has grown meanwhile; ask again."), (error.Kind, error.Message));
    }

    private static VolumeCommand.CreateSnapshot Promised(int promisedGiB)
    {
        var command = Some.TakeSnapshot(1);
        return command with { Request = command.Request with { PromisedGiB = promisedGiB } };
    }

    [Fact]
    public void Create_OfAVolumeInUse_NeedsForce()
    {
        var life = Life.Of().Serve(Some.OsAttach(1));

        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(Some.TakeSnapshot(1)).Reason);
        Assert.Single(life.Serve(Some.TakeSnapshot(1, allowInUse: true)).State.Snapshots);
    }

    [Fact]
    public void Create_OfAVolumeNeverPlaced_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Set(s => s with { Backend = null }).Refuses(Some.TakeSnapshot(1)).Reason);

    [Fact]
    public void Delete_Done_IsGone() => Assert.Empty(Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false)).State.Snapshots);

    [Theory]
    [InlineData(OutcomeKind.Refused, SnapshotStatus.ErrorDeleting)]
    [InlineData(OutcomeKind.Unreachable, SnapshotStatus.ErrorDeleting)]
    [InlineData(OutcomeKind.Unknown, SnapshotStatus.ErrorDeleting)]
    [InlineData(OutcomeKind.Busy, SnapshotStatus.Available)]
    public void Delete_ArrayDoesNot_StaysWithTheReasonInItsStatus(OutcomeKind outcome, SnapshotStatus status)
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1)).Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false)).Settle(outcome);

        Assert.Equal((status, VolumeStatus.Available), (life.State.Snapshots[0].Status, life.State.Status));
    }

    [Theory]
    [InlineData(SnapshotStatus.Creating)]
    [InlineData(SnapshotStatus.Deleting)]
    [InlineData(SnapshotStatus.ErrorDeleting)]
    public void Delete_InAStatusThatForbidsIt_NeedsForce(SnapshotStatus status)
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, status)] });

        var error = life.Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false));

        Assert.Equal((ErrorReason.InvalidSnapshot, "Invalid snapshot: Snapshot status must be available or error and must not be part of a group."), (error.Reason, error.Message));
        Assert.Empty(life.Serve(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), true)).State.Snapshots);
    }

    [Fact]
    public void Update_ChangesWhatIsGivenAndKeepsTheRest()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.UpdateSnapshot(Some.Snapshot(1), new(null, "words", null)));

        Assert.Equal(("snap", "words"), (life.State.Snapshots[0].Name, life.State.Snapshots[0].Description));
    }

    [Fact]
    public void MergeMetadata_SetsAndRemoves()
    {
        var entries = ImmutableDictionary<string, string?>.Empty;
        var life = Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.MergeSnapshotMetadata(Some.Snapshot(1), entries.Add("a", "1").Add("b", "2")),
            new VolumeCommand.MergeSnapshotMetadata(Some.Snapshot(1), entries.Add("a", null).Add("c", "3")));

        Assert.Equal(["b=2", "c=3"], life.State.Snapshots[0].Metadata.Select(e => $"{e.Key}={e.Value}"));
    }

    [Theory]
    [InlineData(SnapshotStatus.Creating, SnapshotStatus.Creating, true)]
    [InlineData(SnapshotStatus.Creating, SnapshotStatus.Available, true)]
    [InlineData(SnapshotStatus.Creating, SnapshotStatus.Error, true)]
    [InlineData(SnapshotStatus.Creating, SnapshotStatus.ErrorDeleting, false)]
    [InlineData(SnapshotStatus.Deleting, SnapshotStatus.Deleting, true)]
    [InlineData(SnapshotStatus.Deleting, SnapshotStatus.ErrorDeleting, true)]
    [InlineData(SnapshotStatus.Deleting, SnapshotStatus.Available, false)]
    [InlineData(SnapshotStatus.Available, SnapshotStatus.Error, false)]
    public void Report_OnlyOfASnapshotUnderWay(SnapshotStatus from, SnapshotStatus to, bool isServed)
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, from)] });
        var report = new VolumeCommand.ReportSnapshot(Some.Snapshot(1), to, "90%");

        if (isServed) Assert.Equal((to, "90%"), (life.Serve(report).State.Snapshots[0].Status, life.State.Describe().Snapshots[0].Progress));
        else Assert.Equal(ErrorReason.InvalidSnapshot, life.Refuses(report).Reason);
    }

    [Fact]
    public void ResetStatus_ToDeleting_IsAWordAlone_UntilItIsDeletedByForce()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(1), SnapshotStatus.Deleting));

        Assert.Equal((SnapshotStatus.Deleting, SnapshotEnd.None, null), (life.State.Snapshots[0].Status, life.State.Snapshots[0].Owes, life.State.Intent));
        Assert.Equal(ErrorReason.InvalidSnapshot, life.Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false)).Reason);
        Assert.Equal(IntentKind.DeleteSnapshot, life.Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), true)).State.Intent!.Kind);
        Assert.Empty(life.Settle(OutcomeKind.Done).State.Snapshots);
    }

    [Fact]
    public void ResetStatus_ToDeleting_IsKeptAcrossOtherWorkOfItsVolume()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1), new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(1), SnapshotStatus.Deleting), Some.TakeSnapshot(2));

        Assert.Equal([SnapshotStatus.Deleting, SnapshotStatus.Available], life.State.Snapshots.Select(s => s.Status));
        Assert.Equal(life.State.Snapshots[0], VolumeStateJson.Read(VolumeStateJson.Write(life.State)).Snapshots[0]);
    }

    [Theory]
    [InlineData(SnapshotStatus.Available)]
    [InlineData(SnapshotStatus.Error)]
    public void ResetStatus_WhileItsDeletionIsOwed_CallsNothingOff(SnapshotStatus word)
    {
        var both = Life.Of().Serve(Some.TakeSnapshot(1), Some.TakeSnapshot(2)).Begin(new VolumeCommand.Delete(Cascade: true, Force: false));
        both.Begin(new VolumeCommand.ResetSnapshotStatus(Some.Snapshot(2), word));
        Assert.Equal((word, SnapshotEnd.Delete), (both.State.Snapshots[1].Status, both.State.Snapshots[1].Owes));

        both.Settle(OutcomeKind.Done);
        Assert.Equal((IntentKind.DeleteSnapshot, Some.Snapshot(2)), (both.State.Intent!.Kind, both.State.Intent.SnapshotId!.Value));
    }

    [Fact]
    public void ResetStatus_WhileItIsBeingLetGo_DoesNotDeleteIt()
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, SnapshotStatus.Unmanaging).Called(SnapshotStatus.Deleting)] });

        Assert.Equal(IntentKind.ReleaseSnapshot, Owed.Next(life.State, "test", Some.Context()).Intent!.Kind);
    }

    [Theory]
    [InlineData("deleting", SnapshotEnd.Delete)]
    [InlineData("unmanaging", SnapshotEnd.Release)]
    [InlineData("available", SnapshotEnd.None)]
    public void Owes_OfADocumentOfAnOlderVersion_IsWhatTheStatusSays(string word, SnapshotEnd owed)
    {
        var text = System.Text.Encoding.UTF8.GetString(VolumeStateJson.Write(Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, SnapshotStatus.Error)] }).State));

        var read = VolumeStateJson.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace("\"status\":\"error\"", $"\"status\":\"{word}\"", StringComparison.Ordinal)));

        Assert.DoesNotContain("\"end\"", text, StringComparison.Ordinal);
        Assert.Equal(owed, read.Snapshots[0].Owes);
    }

    [Fact]
    public void AnyCommand_UnknownSnapshot_IsNotFoundInCindersWords() =>
        Assert.Equal($"Snapshot {Some.Snapshot(9)} could not be found.", Life.Of().Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(9), true)).Message);
}
