using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Reconciliation;
using OrleansStorage.Testing;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Groups on a real silo: what they do to their volumes, and how they go on after it was stopped in the middle.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task CreateSnapshotAndDelete_OfAGroup_MakeAndRemoveAPartOfEachVolume()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, group, volumes) = await CreateAsync(host, 2);

        var snapshot = await SnapshotAsync(group);
        await IsSnapshotAsync(host, snapshot, GroupStatus.Available);

        Assert.Equal(volumes.ToHashSet(), (await PartsAsync(host, snapshot)).Select(p => p.VolumeId).ToHashSet());
        Assert.Equal("Invalid Group: Group has existing snapshots.", (await GrainHost.ErrorOfAsync(group.Delete(true, GrainHost.Caller))).Message);
        await group.DeleteSnapshot(snapshot, GrainHost.Caller);
        await Eventually.Is("the group snapshot is gone", async () => await FindSnapshotAsync(host, snapshot) is null);
        Assert.Empty(await PartsAsync(host, snapshot));

        await group.Delete(true, GrainHost.Caller);
        await Eventually.Is("the group is gone", async () => await FindAsync(host, id) is null);
        Assert.Empty(await host.Catalog.ListVolumesAsync(new(), default));
        Assert.Equal(0, (await host.Grains.GetGrain<IProjectGrain>(GrainHost.Caller.Project.Value).GetState())[QuotaResource.Groups].InUse);
    }

    [Fact]
    public async Task CreateSnapshot_WhenTheArrayRefusesAPart_EndsInErrorAndCanBeDeleted()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, group, _) = await CreateAsync(host, 2);
        host.Driver.Faults.Once(SimulatedVerb.CreateSnapshot, SimulatedFault.Refuse);

        var snapshot = await SnapshotAsync(group);
        await IsSnapshotAsync(host, snapshot, GroupStatus.Error);

        await group.DeleteSnapshot(snapshot, GrainHost.Caller);
        await Eventually.Is("the group snapshot is gone", async () => await FindSnapshotAsync(host, snapshot) is null);
        Assert.Single(await host.Messages.ListAsync(new(), default));
    }

    [Fact]
    public async Task CreateSnapshot_WhenTheSiloStopsInTheMiddle_IsSettledByTheNext()
    {
        GroupSnapshotId snapshot;
        await using (var first = await GrainHost.StartAsync(_directory, latencyMs: 200))
        {
            var (_, group, _) = await CreateAsync(first, 3);
            snapshot = await SnapshotAsync(group);
            await Eventually.Is("the first part is on record", async () => (await PartsAsync(first, snapshot)).Count > 0);
        }

        await using var second = await GrainHost.StartAsync(_directory);

        // A part that the array was making when its silo stopped is in error, and then so is the whole.
        await Eventually.Is("nothing is owed", async () => (await second.Catalog.ListGroupsAsync(Where("owes", "true"), default)).Count == 0);
        var (found, parts) = ((await FindSnapshotAsync(second, snapshot))!, await PartsAsync(second, snapshot));
        var isWhole = parts.Count(p => p.Status == SnapshotStatus.Available) == 3;
        Assert.Equal(isWhole ? GroupStatus.Available : GroupStatus.Error, found.Status);
        await Group(second, found.GroupId).DeleteSnapshot(snapshot, GrainHost.Caller);
        await Eventually.Is("the group snapshot is gone", async () => await FindSnapshotAsync(second, snapshot) is null);
        Assert.Empty((await second.Catalog.ListVolumesAsync(new(), default)).SelectMany(v => v.Snapshots));
    }

    [Fact]
    public async Task Delete_WhenTheSiloStopsInTheMiddle_IsFinishedByTheNext()
    {
        GroupId id;
        await using (var first = await GrainHost.StartAsync(_directory, latencyMs: 200))
        {
            (id, var group, var volumes) = await CreateAsync(first, 3);
            await group.Delete(true, GrainHost.Caller);
            await Eventually.Is("a volume is being removed", async () => await first.Volume(volumes[0]).GetState() is null or { Status: VolumeStatus.Deleting });
        }

        await using var second = await GrainHost.StartAsync(_directory);

        await Eventually.Is("the group is gone", async () => await FindAsync(second, id) is null);
        Assert.Empty(await second.Catalog.ListVolumesAsync(new(), default));
    }

    [Fact]
    public async Task Create_FromAGroupSnapshot_CopiesEachPart()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, group, _) = await CreateAsync(host, 2);
        var snapshot = await SnapshotAsync(group);
        await IsSnapshotAsync(host, snapshot, GroupStatus.Available);

        var id = GroupId.New();
        var copies = (await PartsAsync(host, snapshot)).Select(p => new GroupCopy(VolumeId.New(), p.VolumeId, p.Id)).ToList();
        await Group(host, id).Create(await RequestAsync(host) with { GroupSnapshotId = snapshot, Copies = [.. copies] }, GrainHost.Caller);
        await Eventually.Is("the copy is available", async () => await FindAsync(host, id) is { Status: GroupStatus.Available });

        var made = await MembersAsync(host, id);
        Assert.Equal(copies.Select(c => (c.Id, c.SnapshotId)).ToHashSet(), made.Select(v => (v.Id, v.SnapshotId)).ToHashSet());
    }

    [Fact]
    public async Task Update_ThatAddsAndRemovesVolumes_MovesThem()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, group, volumes) = await CreateAsync(host, 1);
        var (other, _) = await host.CreateVolumeAsync();

        await group.Update(new("new", null, [other], [volumes[0]]), GrainHost.Caller);
        await Eventually.Is("the group is available", async () => await FindAsync(host, id) is { Status: GroupStatus.Available });

        Assert.Equal([other], (await MembersAsync(host, id)).Select(v => v.Id));
        Assert.Equal(ErrorReason.InvalidVolume, (await GrainHost.ErrorOfAsync(host.Volume(other).Delete(true, true, GrainHost.Caller))).Reason);
        await host.Volume(volumes[0]).Delete(false, false, GrainHost.Caller);
    }

    [Fact]
    public async Task Reconcile_WhenAStepWasCarriedOutAfterTheGroupWasGone_FreesTheVolumeAndRemovesTheSnapshot()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, group, members) = await CreateAsync(host, 1);
        var kept = await SnapshotAsync(group);
        await IsSnapshotAsync(host, kept, GroupStatus.Available);
        var (_, volume) = await host.CreateVolumeAsync();
        await volume.JoinGroup(GroupId.New(), GrainHost.Caller);
        var (part, snapshot) = (SnapshotId.New(), GroupSnapshotId.New());
        await volume.CreateSnapshot(new(part, null, null, ImmutableSortedDictionary<string, string>.Empty, AllowInUse: true, snapshot), GrainHost.Caller);
        await Eventually.Is("the late part is made", async () => (await PartsAsync(host, snapshot)).SingleOrDefault() is { Status: SnapshotStatus.Available });

        await host.Grains.GetGrain<IReconcilerGrain>((await volume.GetState())!.Backend!.Value.Value).Reconcile();

        await Eventually.Is("the late part is gone", async () => (await volume.GetState())!.Snapshots.IsEmpty);
        Assert.Null((await volume.GetState())!.GroupId);
        await volume.Delete(false, false, GrainHost.Caller);
        Assert.Equal(members[0], Assert.Single(await PartsAsync(host, kept)).VolumeId);
        Assert.NotNull((await host.Volume(members[0]).GetState())!.GroupId);
    }

    [Fact]
    public async Task AnyCall_OfAnotherProject_FindsNoGroup()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, group, _) = await CreateAsync(host, 0);
        var stranger = new Caller(new("other"), "u", false, "r");

        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(group.Delete(false, stranger))).Reason);
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(group.CreateSnapshot(new(GroupSnapshotId.New(), null, null, false), stranger))).Reason);
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(Group(host, GroupId.New()).Delete(false, GrainHost.Caller))).Reason);
    }

    private static IGroupGrain Group(GrainHost host, GroupId id) => host.Grains.GetGrain<IGroupGrain>(id.ToString());

    private static async Task<CreateGroupRequest> RequestAsync(GrainHost host)
    {
        var type = (await host.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState())[0];
        return new() { GroupTypeId = new(Guid.NewGuid()), VolumeTypes = [type.Id], Name = "g" };
    }

    private static async Task<(GroupId Id, IGroupGrain Group, List<VolumeId> Volumes)> CreateAsync(GrainHost host, int volumes)
    {
        var id = GroupId.New();
        var group = Group(host, id);
        var request = await RequestAsync(host);
        await group.Create(request, GrainHost.Caller);
        List<VolumeId> made = [.. Enumerable.Range(0, volumes).Select(_ => VolumeId.New())];
        foreach (var volume in made) await group.CreateVolume(volume, new() { SizeGiB = 1, TypeId = request.VolumeTypes[0] }, GrainHost.Caller);
        await Eventually.Is("the volumes are available", async () => (await MembersAsync(host, id)).Count(v => v.Status == VolumeStatus.Available) == volumes);
        return (id, group, made);
    }

    private static async Task<GroupSnapshotId> SnapshotAsync(IGroupGrain group) => (await group.CreateSnapshot(new(GroupSnapshotId.New(), "s", null, false), GrainHost.Caller)).Id;

    private static async Task<IReadOnlyList<VolumeDescription>> MembersAsync(GrainHost host, GroupId id) => await host.Catalog.ListVolumesAsync(Where("group_id", id), default);

    private static async Task<IReadOnlyList<SnapshotDescription>> PartsAsync(GrainHost host, GroupSnapshotId id) => await host.Catalog.ListSnapshotsAsync(Where("group_snapshot_id", id), default);

    private static async Task<GroupDescription?> FindAsync(GrainHost host, GroupId id) => (await host.Catalog.ListGroupsAsync(Where("id", id), default)).SingleOrDefault();

    private static async Task<GroupSnapshotDescription?> FindSnapshotAsync(GrainHost host, GroupSnapshotId id) => (await host.Catalog.ListGroupSnapshotsAsync(Where("id", id), default)).SingleOrDefault();

    private static Task IsSnapshotAsync(GrainHost host, GroupSnapshotId id, GroupStatus status) =>
        Eventually.Is($"the group snapshot is {status}", async () => await FindSnapshotAsync(host, id) is { } snapshot && snapshot.Status == status);

    private static CatalogQuery Where(string field, object value) => new() { Filters = [new(field, CatalogOperator.Equal, value.ToString())] };
}
