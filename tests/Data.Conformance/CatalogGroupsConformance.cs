using OrleansStorage.Catalog;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>Groups, their snapshots and volumes, and transfers, as the catalog lists them.</summary>
public abstract class CatalogGroupsConformance(ITestDatabase database) : StorageConformance(database)
{
    [Fact]
    public async Task Groups_AfterWritesAndAClear_AreListedAsTheyAre()
    {
        var (first, second) = (await WriteAsync(Group("a", 0)), await WriteAsync(Group("b", 1) with { Ending = true, Status = GroupStatus.Deleting }));
        await WriteAsync(Group("c", 2, "other"));

        var mine = new CatalogQuery { Project = new("project") };
        Assert.Equal([second.State!.Describe(), first.State!.Describe()], await Catalog.ListGroupsAsync(mine, default), Same);
        Assert.Equal(["a"], (await Catalog.ListGroupsAsync(mine with { Marker = second.State!.Id.Value }, default)).Select(g => g.Name));
        Assert.Equal(["b"], (await Catalog.ListGroupsAsync(new() { Filters = [new("owes", Equal, "true")] }, default)).Select(g => g.Name));
        Assert.Equal(["a"], (await Catalog.ListGroupsAsync(mine with { Filters = [new("name", Equal, "a"), new("status", Equal, "available")] }, default)).Select(g => g.Name));
        Assert.Equal(2, await Catalog.CountGroupsAsync(mine, default));

        await Storage.Storage.ClearStateAsync("group", Key(second.State!.Id), second);
        Assert.Equal(["a"], (await Catalog.ListGroupsAsync(mine, default)).Select(g => g.Name));
    }

    [Fact]
    public async Task GroupSnapshots_OfAGroup_ComeAndGoWithItsRecord()
    {
        var group = Group("a", 0);
        var (older, newer) = (Snapshot("s1", 1), Snapshot("s2", 2));
        var record = await WriteAsync(group with { Snapshots = [older, newer] });

        var ofGroup = new CatalogQuery { Filters = [new("group_id", Equal, group.Id.ToString())] };
        Assert.Equal([newer.Describe(record.State!), older.Describe(record.State!)], await Catalog.ListGroupSnapshotsAsync(ofGroup, default));
        Assert.Equal(["s1"], (await Catalog.ListGroupSnapshotsAsync(new() { Project = new("project"), Filters = [new("name", Equal, "s1"), new("status", Equal, "creating")] }, default)).Select(s => s.Name));

        record.State = record.State! with { Snapshots = [newer] };
        await Storage.Storage.WriteStateAsync("group", Key(group.Id), record);
        Assert.Equal(["s2"], (await Catalog.ListGroupSnapshotsAsync(ofGroup, default)).Select(s => s.Name));
    }

    [Fact]
    public async Task Volumes_OfAGroupAndSnapshotsOfAGroupSnapshot_AreFound()
    {
        var (group, groupSnapshot) = (new GroupId(Guid.NewGuid()), new GroupSnapshotId(Guid.NewGuid()));
        var part = Volumes.Snapshot() with { GroupSnapshotId = groupSnapshot };
        var volume = (await CreateAsync(1, _ => Volumes.New() with { GroupId = group, Snapshots = [part, Volumes.Snapshot()] }))[0];
        await CreateAsync(1, _ => Volumes.New());

        Assert.Equal([volume.Id], await IdsAsync(new() { Filters = [new("group_id", Equal, group.ToString())] }));
        Assert.Equal([part.Id], (await Catalog.ListSnapshotsAsync(new() { Filters = [new("group_snapshot_id", Equal, groupSnapshot.ToString())] }, default)).Select(s => s.Id));
    }

    [Fact]
    public async Task WhatNamesAGroupOrGroupSnapshotThatIsGone_IsFound()
    {
        var snapshot = Snapshot("s", 0);
        var group = (await WriteAsync(Group("a", 0) with { Snapshots = [snapshot] })).State!;
        var (part, lost) = (Volumes.Snapshot() with { GroupSnapshotId = snapshot.Id }, Volumes.Snapshot() with { GroupSnapshotId = GroupSnapshotId.New() });
        await CreateAsync(1, _ => Volumes.New() with { GroupId = group.Id, Snapshots = [part, Volumes.Snapshot()] });
        await CreateAsync(1, _ => Volumes.New());
        var left = (await CreateAsync(1, _ => Volumes.New() with { GroupId = GroupId.New(), Snapshots = [lost] }))[0];

        Assert.Equal([left.Id], await IdsAsync(new() { Filters = [new("group_id", NotEqual, null), new("group_is_gone", Equal, "true")] }));
        Assert.Equal([lost.Id], (await Catalog.ListSnapshotsAsync(new() { Filters = [new("group_snapshot_id", NotEqual, null), new("group_snapshot_is_gone", Equal, "true")] }, default)).Select(s => s.Id));
    }

    [Fact]
    public async Task Transfers_OfAProject_AreFilteredPagedAndMovedAlong()
    {
        var volume = Volumes.New() with { Transfer = Volumes.Transfer("a") };
        var record = await Storage.CreateAsync(volume);
        await CreateAsync(1, _ => Volumes.New("other") with { Transfer = Volumes.Transfer("b") });

        Assert.Equal([volume.Transfer.Describe(volume)], await Catalog.ListTransfersAsync(new() { Project = new("project"), Filters = [new("volume_id", Equal, volume.Id.ToString()), new("name", Equal, "a")] }, default));
        Assert.Equal(2, (await Catalog.ListTransfersAsync(new(), default)).Count);

        record.State = record.State with { Transfer = null, ProjectId = new("third") };
        await Storage.WriteAsync(record);
        Assert.Equal(["b"], (await Catalog.ListTransfersAsync(new(), default)).Select(t => t.Name));
    }

    private static bool Same(GroupDescription one, GroupDescription other) => one with { VolumeTypes = other.VolumeTypes } == other && one.VolumeTypes.SequenceEqual(other.VolumeTypes);

    private static GroupState Group(string name, int hour, string project = "project") => new()
    {
        Id = GroupId.New(), ProjectId = new(project), UserId = "user", RequestId = "req-1", Name = name, Status = GroupStatus.Available, GroupTypeId = new(Guid.NewGuid()), VolumeTypes = [Volumes.Type],
        CreatedAt = Volumes.Start.AddHours(hour),
    };

    private static Domain.Groups.GroupSnapshot Snapshot(string name, int hour) =>
        new() { Id = GroupSnapshotId.New(), ProjectId = new("project"), Name = name, Status = GroupStatus.Creating, CreatedAt = Volumes.Start.AddHours(hour) };

    private static GrainId Key(GroupId id) => GrainId.Create("group", id.ToString());

    private async Task<GrainState<GroupState>> WriteAsync(GroupState state)
    {
        var record = new GrainState<GroupState>(state);
        await Storage.Storage.WriteStateAsync("group", Key(state.Id), record);
        return record;
    }
}
