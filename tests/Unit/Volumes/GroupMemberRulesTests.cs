using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>A volume in a group, and a snapshot in a group snapshot: the wire contract's §21.</summary>
public sealed class GroupMemberRulesTests
{
    [Fact]
    public void Join_OfAnAvailableVolume_IsOnRecordAndMayBeRepeated()
    {
        var life = Life.Of().Serve(new VolumeCommand.JoinGroup(Some.Group(1)));

        Assert.Equal(Some.Group(1), life.State.GroupId);
        life.ChangesNothing(new VolumeCommand.JoinGroup(Some.Group(1)));
        Assert.Contains($"it is already in group {Some.Group(1)}", life.Refuses(new VolumeCommand.JoinGroup(Some.Group(2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leave_OfItsGroup_IsOnRecordAndOfAnotherChangesNothing()
    {
        var life = Life.Of().Serve(new VolumeCommand.JoinGroup(Some.Group(1)));

        life.ChangesNothing(new VolumeCommand.LeaveGroup(Some.Group(2)));
        Assert.Null(life.Serve(new VolumeCommand.LeaveGroup(Some.Group(1))).State.GroupId);
    }

    [Fact]
    public void Delete_OfAVolumeInAGroup_IsServedForItsGroupAlone()
    {
        var life = Life.Of().Serve(new VolumeCommand.JoinGroup(Some.Group(1)));

        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Delete(true, true)).Reason);
        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Delete(false, true, Some.Group(2))).Reason);
        Assert.True(life.Serve(new VolumeCommand.Delete(false, true, Some.Group(1))).State.Gone);
    }

    [Fact]
    public void DeleteSnapshot_OfAPartOfAGroupSnapshot_IsServedForItsGroupAlone()
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1) with { GroupSnapshotId = Some.GroupSnapshot(1) }] });

        Assert.Equal("Invalid snapshot: Snapshot status must be available or error and must not be part of a group.", life.Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), true)).Message);
        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Delete(Cascade: true, Force: false)).Reason);
        Assert.Empty(life.Serve(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false, Some.GroupSnapshot(1))).State.Snapshots);
    }

    [Fact]
    public void DeleteSnapshot_OfAPartThatIsOnItsWayOut_ChangesNothingForItsGroupAlone()
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1) with { GroupSnapshotId = Some.GroupSnapshot(1) }] });
        life.Begin(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false, Some.GroupSnapshot(1)));

        life.ChangesNothing(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false, Some.GroupSnapshot(1)));
        life.Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false, Some.GroupSnapshot(2)));
        life.Refuses(new VolumeCommand.DeleteSnapshot(Some.Snapshot(1), false));
    }
}
