using OrleansStorage.Domain.Groups;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Groups;

/// <summary>What may be asked of a group: the wire contract's §21.</summary>
public sealed class GroupRulesTests
{
    [Theory]
    [InlineData(false, GroupStatus.Available)]
    [InlineData(true, GroupStatus.Error)]
    public void Create_IsAvailableAtOnceUnlessItsTypeWantsConsistentSnapshots(bool isConsistent, GroupStatus status) =>
        Assert.Equal(status, GroupRules.Create(Some.Group(1), new() { GroupTypeId = default, IsConsistent = isConsistent, VolumeTypes = [Some.Type] }, Some.Caller, Some.Now).Status);

    [Fact]
    public void Create_FromASource_OwesTheCopies()
    {
        var made = GroupRules.Create(Some.Group(1), new() { GroupTypeId = default, VolumeTypes = [Some.Type], Copies = [new(SomeGroup.Id(1), SomeGroup.Id(2), null)] }, Some.Caller, Some.Now);

        Assert.Equal((GroupStatus.Creating, true), (made.Status, made.Owes));
    }

    [Theory]
    [InlineData(GroupStatus.Deleting, true, "Invalid Group: Originating group status must be one of 'available, creating' values")]
    [InlineData(GroupStatus.Available, false, "requested type must be supported by this group")]
    public void RefuseVolume_OfAGroupThatEndsOrAnotherType_SaysWhy(GroupStatus status, bool isItsType, string message) =>
        Assert.Contains(message, GroupRules.RefuseVolume(SomeGroup.Of(status), isItsType ? Some.Type : new(Guid.NewGuid()))!.Message, StringComparison.Ordinal);

    [Fact]
    public void RefuseVolume_OfItsType_DoesNot() => Assert.Null(GroupRules.RefuseVolume(SomeGroup.Of(), Some.Type));

    [Fact]
    public void Update_OfNameAlone_IsDoneAtOnce()
    {
        var state = Update(SomeGroup.Of(), new("new", null, [], [])).State!;

        Assert.Equal(("new", GroupStatus.Available, false), (state.Name, state.Status, state.Owes));
    }

    [Fact]
    public void Update_OfVolumes_IsOwed()
    {
        var state = Update(SomeGroup.Of(), new(null, null, [SomeGroup.Id(1)], [SomeGroup.Id(2)]), SomeGroup.Volume(1, isMember: false), SomeGroup.Volume(2)).State!;

        Assert.Equal((GroupStatus.Updating, true), (state.Status, state.Owes));
        Assert.Equal(([SomeGroup.Id(1)], [SomeGroup.Id(2)]), (state.Adding.ToArray(), state.Removing.ToArray()), SameLists);
    }

    [Fact]
    public void Update_OfWhatDoesNotFit_IsRefused()
    {
        var group = SomeGroup.Of();
        UpdateGroupRequest add = new(null, null, [SomeGroup.Id(1)], []), remove = new(null, null, [], [SomeGroup.Id(1)]);
        var outside = SomeGroup.Volume(1, isMember: false);
        Refuses("Group status must be available, but current status is: error.", Update(SomeGroup.Of(GroupStatus.Error), add));
        Refuses("are in both add and remove volume list", Update(group, new(null, null, [SomeGroup.Id(1)], [SomeGroup.Id(1)])));
        Refuses("because volume cannot be found", Update(group, add));
        Refuses($"because it is already in group {Some.Group(2)}", Update(group, add, outside with { GroupId = Some.Group(2) }));
        Refuses("as they belong to different projects", Update(group, add, outside with { ProjectId = new("project-2") }));
        Refuses("is not supported by the group", Update(group, add, outside with { TypeId = new(Guid.NewGuid()) }));
        Refuses("volume is in an invalid state: creating", Update(group, add, outside with { Status = VolumeStatus.Creating }));
        Refuses("it is not in the group", Update(group, remove, outside));
        Refuses("volume is in an invalid state: deleting", Update(group, remove, SomeGroup.Volume(1, status: VolumeStatus.Deleting)));
        Refuses("because no valid name, description, add_volumes, or remove_volumes were provided", Update(group, new("g", null, [], [])));
        Refuses("because no valid name", Update(group, add, SomeGroup.Volume(1)));
    }

    [Fact]
    public void Delete_OfAGroup_IsOwedAndForgetsWhatWasOwedBefore()
    {
        var state = Delete(SomeGroup.Of(GroupStatus.Updating) with { Adding = [SomeGroup.Id(3)] }, true, SomeGroup.Volume(1)).State!;

        Assert.Equal((GroupStatus.Deleting, true, 0), (state.Status, state.Ending, state.Adding.Length));
        Assert.Same(state, Delete(state, true, SomeGroup.Volume(1)).State);
    }

    [Fact]
    public void Delete_OfWhatMustStay_IsRefused()
    {
        Refuses("Group status must be available or error, but current status is: updating", Delete(SomeGroup.Of(GroupStatus.Updating), false));
        Refuses("Group has existing snapshots.", Delete(SomeGroup.Snapshotted(GroupStatus.Available, GroupSnapshotWork.None), true));
        Refuses("The delete-volumes flag is required to delete it.", Delete(SomeGroup.Of(), false, SomeGroup.Volume(1)));
        Refuses("is attached. Need to detach first.", Delete(SomeGroup.Of(), true, SomeGroup.Volume(1) with { AttachStatus = AttachStatus.Attached }));
        Refuses("Volume in group still has dependent snapshots.", Delete(SomeGroup.Of(), true, SomeGroup.Volume(1).With(1, SnapshotStatus.Available)));
    }

    [Fact]
    public void CreateSnapshot_OfTwoVolumes_OwesItsPartsAndMayBeRepeated()
    {
        var state = Snapshot(SomeGroup.Of(), false, SomeGroup.Volume(1), SomeGroup.Volume(2)).State!;

        Assert.Equal((GroupStatus.Creating, GroupSnapshotWork.Take, 2, true), (state.Snapshots[0].Status, state.Snapshots[0].Work, state.Snapshots[0].Parts.Length, state.Owes));
        Assert.Same(state, Snapshot(state, false, SomeGroup.Volume(1)).State);
    }

    [Fact]
    public void CreateSnapshot_OfNothingOrConsistent_EndsAtOnce()
    {
        Assert.Equal((GroupStatus.Available, false), Snapshot(SomeGroup.Of(), false).State! is var empty ? (empty.Snapshots[0].Status, empty.Owes) : default);
        Assert.Equal((GroupStatus.Error, false), Snapshot(SomeGroup.Of(), true, SomeGroup.Volume(1)).State! is var refused ? (refused.Snapshots[0].Status, refused.Owes) : default);
    }

    [Fact]
    public void CreateSnapshot_WhileVolumesAreBusyOrMoving_IsRefused()
    {
        Refuses("status must be available, but current status is: extending", Snapshot(SomeGroup.Of(), false, SomeGroup.Volume(1, status: VolumeStatus.Extending)));
        Refuses("Group status must be available", Snapshot(SomeGroup.Of(GroupStatus.Updating) with { Adding = [SomeGroup.Id(1)] }, false));
        Refuses("Group status must be available", Snapshot(SomeGroup.Of(GroupStatus.Deleting) with { Ending = true }, false));
    }

    [Fact]
    public void DeleteSnapshot_IsOwed_OrRefusedWhileItIsMade()
    {
        var state = GroupSnapshotRules.Delete(SomeGroup.Snapshotted(GroupStatus.Error, GroupSnapshotWork.None), Some.GroupSnapshot(1), Some.Caller, Some.Now).State!;
        Assert.Equal((GroupStatus.Deleting, GroupSnapshotWork.Remove), (state.Snapshots[0].Status, state.Snapshots[0].Work));

        Refuses("GroupSnapshot status must be available or error", GroupSnapshotRules.Delete(SomeGroup.Snapshotted(GroupStatus.Creating, GroupSnapshotWork.Take), Some.GroupSnapshot(1), Some.Caller, Some.Now));
        Assert.Equal(ErrorReason.NotFound, GroupSnapshotRules.Delete(SomeGroup.Of(), Some.GroupSnapshot(1), Some.Caller, Some.Now).Error!.Reason);
    }

    private static bool SameLists((VolumeId[] A, VolumeId[] B) one, (VolumeId[] A, VolumeId[] B) other) => one.A.SequenceEqual(other.A) && one.B.SequenceEqual(other.B);

    private static void Refuses(string message, GroupDecision decision) => Assert.Contains(message, decision.Error?.Message ?? "it was not refused", StringComparison.Ordinal);

    private static GroupDecision Update(GroupState state, UpdateGroupRequest request, params VolumeDescription[] volumes) => GroupRules.Update(state, request, volumes, Some.Caller, Some.Now);

    private static GroupDecision Delete(GroupState state, bool deleteVolumes, params VolumeDescription[] members) => GroupRules.Delete(state, deleteVolumes, members, Some.Caller, Some.Now);

    private static GroupDecision Snapshot(GroupState state, bool isConsistent, params VolumeDescription[] members) => GroupSnapshotRules.Create(state, new(Some.GroupSnapshot(1), "s", null, isConsistent), members,
        [.. members.Select((v, i) => new GroupSnapshotPart(v.Id, Some.Snapshot(i + 1)))], Some.Caller, Some.Now);
}
