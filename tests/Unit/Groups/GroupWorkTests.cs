using OrleansStorage.Domain.Groups;
using OrleansStorage.Groups;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;
using static OrleansStorage.Unit.Tests.Groups.SomeGroup;

namespace OrleansStorage.Unit.Tests.Groups;

/// <summary>What a group does next, from its record and its volumes alone: so from wherever it died.</summary>
public sealed class GroupWorkTests
{
    private static readonly GroupState Ending = Of(GroupStatus.Deleting) with { Ending = true };
    private static readonly GroupState Taking = Snapshotted(GroupStatus.Creating, GroupSnapshotWork.Take);
    private static readonly GroupState Removing = Snapshotted(GroupStatus.Deleting, GroupSnapshotWork.Remove);

    [Fact]
    public void End_RemovesEachVolumeOnce_ThenTheGroup()
    {
        Assert.Equal<GroupStep>([new GroupStep.RemoveVolume(Id(1)), new GroupStep.RemoveVolume(Id(2))], Ending.Next(Volume(1), Volume(2), Volume(3, isMember: false)).Steps);

        var told = GroupWork.Done(Ending, new GroupStep.RemoveVolume(Id(1)));
        Assert.Equal<GroupStep>([new GroupStep.RemoveVolume(Id(2))], told.Next(Volume(1, status: VolumeStatus.Deleting), Volume(2)).Steps);
        Assert.True(told.Next(Volume(3, isMember: false)).IsGone);
    }

    [Fact]
    public void End_WhenAVolumeThatWasToldToGoStays_Fails()
    {
        var told = GroupWork.Done(Ending, new GroupStep.RemoveVolume(Id(1)));

        var failed = told.Next(Volume(1, status: VolumeStatus.ErrorDeleting)).State;
        Assert.Equal((GroupStatus.ErrorDeleting, false), (failed.Status, failed.Owes));
        Assert.Equal<GroupStep>([new GroupStep.RemoveVolume(Id(1))], Ending.Next(Volume(1, status: VolumeStatus.ErrorDeleting)).Steps);
        Assert.Equal(GroupStatus.ErrorDeleting, GroupWork.Failed(Ending, new GroupStep.RemoveVolume(Id(1)), Some.Now).Status);
    }

    [Fact]
    public void Take_AsksForTheMissingParts_WaitsAndEnds()
    {
        Assert.Equal(2, Taking.Next(Volume(1), Volume(2)).Steps.Length);
        var part = Assert.IsType<GroupStep.TakePart>(Assert.Single(Taking.Next(Volume(1).With(1, SnapshotStatus.Creating), Volume(2)).Steps));
        Assert.Equal(Part(2), part.Part);
        Assert.Same(Taking, Taking.Next(Volume(1).With(1, SnapshotStatus.Available), Volume(2).With(2, SnapshotStatus.Creating)).State);

        var done = Taking.Next(Volume(1).With(1, SnapshotStatus.Available), Volume(2).With(2, SnapshotStatus.Available)).State;
        Assert.Equal((GroupStatus.Available, false), (done.Snapshots[0].Status, done.Owes));
    }

    [Fact]
    public void Take_WhenAPartFailsOrItsVolumeIsGone_Fails()
    {
        foreach (var failed in new[]
        {
            Taking.Next(Volume(1).With(1, SnapshotStatus.Error), Volume(2)).State, Taking.Next(Volume(1)).State, GroupWork.Failed(Taking, new GroupStep.TakePart(Taking.Snapshots[0], Part(1)), Some.Now),
        })
        {
            Assert.Equal((GroupStatus.Error, false), (failed.Snapshots[0].Status, failed.Owes));
        }
    }

    [Fact]
    public void Remove_AsksForTheRestAlsoOfVolumesThatLeft_AndForgetsTheSnapshot()
    {
        Assert.Equal(2, Removing.Next(Volume(1).With(1, SnapshotStatus.Available), Volume(2, isMember: false).With(2, SnapshotStatus.Available)).Steps.Length);
        var told = GroupWork.Done(Removing, new GroupStep.RemovePart(Removing.Snapshots[0], Part(1)));
        Assert.Empty(told.Next(Volume(1).With(1, SnapshotStatus.Deleting), Volume(2)).Steps);

        var gone = told.Next(Volume(1), Volume(2)).State;
        Assert.Equal((0, 0, false), (gone.Snapshots.Length, gone.Told.Length, gone.Owes));
        var failed = told.Next(Volume(1).With(1, SnapshotStatus.ErrorDeleting), Volume(2)).State;
        Assert.Equal((GroupStatus.ErrorDeleting, 0, false), (failed.Snapshots[0].Status, failed.Told.Length, failed.Owes));
    }

    [Fact]
    public void IsDoneByAbsence_OfAStep_IsSoForThoseThatTakeAway()
    {
        var snapshot = Taking.Snapshots[0];

        foreach (var step in new GroupStep[] { new GroupStep.RemoveVolume(Id(1)), new GroupStep.RemovePart(snapshot, Part(1)), new GroupStep.Leave(Id(1)) }) Assert.True(step.IsDoneByAbsence);
        foreach (var step in new GroupStep[] { new GroupStep.MakeVolume(new(Id(1), Id(8), null)), new GroupStep.TakePart(snapshot, Part(1)), new GroupStep.Join(Id(1)) }) Assert.False(step.IsDoneByAbsence);
    }

    [Fact]
    public void Move_AsksForWhatIsNotYetSo_AndEnds()
    {
        var moving = Of(GroupStatus.Updating) with { Adding = [Id(1), Id(2)], Removing = [Id(3), Id(4)] };

        Assert.Equal<GroupStep>([new GroupStep.Leave(Id(3)), new GroupStep.Join(Id(1))], moving.Next(Volume(1, isMember: false), Volume(2), Volume(3), Volume(4, isMember: false)).Steps);
        var done = moving.Next(Volume(1), Volume(2)).State;
        Assert.Equal((GroupStatus.Available, false), (done.Status, done.Owes));
        Assert.Equal((GroupStatus.Error, false), GroupWork.Failed(moving, new GroupStep.Join(Id(1)), Some.Now) is var failed ? (failed.Status, failed.Owes) : default);
    }

    [Fact]
    public void Copy_MakesTheMissingVolumes_WaitsAndEnds()
    {
        var copying = Of(GroupStatus.Creating) with { Copies = [new(Id(1), Id(8), null), new(Id(2), Id(9), null)] };

        Assert.Equal<GroupStep>([new GroupStep.MakeVolume(copying.Copies[1])], copying.Next(Volume(1, status: VolumeStatus.Creating)).Steps);
        Assert.Same(copying, copying.Next(Volume(1, status: VolumeStatus.Creating), Volume(2)).State);
        Assert.Equal((GroupStatus.Available, false), copying.Next(Volume(1), Volume(2)).State is var done ? (done.Status, done.Owes) : default);
        Assert.Equal((GroupStatus.Error, false), copying.Next(Volume(1, status: VolumeStatus.Error)).State is var failed ? (failed.Status, failed.Owes) : default);
        Assert.Equal((GroupStatus.Error, false), GroupWork.Failed(copying, new GroupStep.MakeVolume(copying.Copies[0]), Some.Now) is var refused ? (refused.Status, refused.Owes) : default);
    }

    [Fact]
    public void Involved_NamesEveryVolumeOfOpenWork() => Assert.Equal([Id(5), Id(6), Id(7), Id(1), Id(2)],
        GroupWork.Involved(Taking with { Copies = [new(Id(5), Id(8), null)], Adding = [Id(6)], Removing = [Id(7)] }));
}
