using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Scheduling;
using OrleansStorage.Testing;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Adopting, reverting, retyping and letting go in a real silo, beside what the array shows and what the project is counted.</summary>
public sealed class ManageTests
{
    [Fact]
    public async Task Adopt_ToUnmanage_CountsWhatIsOursAndLosesNothing()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        host.Driver.Array.AddForeignObject("lvol0", 3);
        var (id, volume) = await AdoptAsync(host, "lvol0", 3);
        await IsAsync(volume, VolumeStatus.Available);
        Assert.Equal(3, Assert.Single(host.Driver.Array.ListVolumes(), v => v.Id == id).SizeGiB);

        var snapshot = new SnapshotId(Guid.NewGuid());
        host.Driver.Array.AddForeignObject("lsnap0", 3, id);
        await volume.AdoptSnapshot(new(snapshot, "lsnap0", 3, null, "then", null, ImmutableSortedDictionary<string, string>.Empty), GrainHost.Caller);
        await IsAsync(volume, snapshot, SnapshotStatus.Available);
        await volume.Revert(snapshot, GrainHost.Caller);
        await IsAsync(volume, VolumeStatus.Available);
        Assert.Equal(ErrorReason.InvalidVolume, (await GrainHost.ErrorOfAsync(volume.Unmanage(GrainHost.Caller))).Reason);

        await volume.UnmanageSnapshot(snapshot, GrainHost.Caller);
        await Eventually.Is("the snapshot is let go", async () => (await volume.GetState())!.Snapshots.IsEmpty);
        await volume.Unmanage(GrainHost.Caller);
        await Eventually.Is("the volume is let go", async () => await host.Volume(id).GetState() is null);
        Assert.Empty(host.Driver.Array.ListVolumes());
        Assert.Equal([$"volume-{id}"], host.Driver.Array.ListObjects(ArrayObjectKind.Volume).Select(o => o.Name));
        Assert.Equal([$"_snapshot-{snapshot}"], host.Driver.Array.ListObjects(ArrayObjectKind.Snapshot).Select(o => o.Name));
        Assert.Equal(0, (await host.Grains.GetBackend(new(await BackendAsync(host))).GetState()).ProvisionedGiB);
    }

    [Fact]
    public async Task Adopt_WhoseAnswerIsLost_IsInErrorAndItsDeleteLetsGo()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        host.Driver.Array.AddForeignObject("lvol0", 1);
        host.Driver.Faults.Once(SimulatedVerb.AdoptVolume, SimulatedFault.EffectThenError);
        var (id, volume) = await AdoptAsync(host, "lvol0", 1);
        await IsAsync(volume, VolumeStatus.ErrorManaging);

        await volume.Delete(cascade: false, force: false, GrainHost.Caller);

        await Eventually.Is("the record is gone", async () => await host.Volume(id).GetState() is null);
        Assert.Equal([$"volume-{id}"], host.Driver.Array.ListObjects(ArrayObjectKind.Volume).Select(o => o.Name));
    }

    [Fact]
    public async Task Retype_MovesTheUseFromOneTypeToTheOther()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (_, volume) = await host.CreateVolumeAsync();
        var types = host.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key);
        var gold = await types.Create("gold", null, true, ImmutableSortedDictionary<string, string>.Empty);
        var project = host.Grains.GetGrain<IProjectGrain>(GrainHost.Caller.Project.Value);
        var promise = new QuotaReservation(Guid.NewGuid(), gold.Id, "gold", 1, 0, 1, 0) { OfTypeOnly = true };

        await project.Reserve(promise);
        Assert.True(await volume.Retype(new(gold.Id, gold.ExtraSpecs, MayMove: false), GrainHost.Caller));
        await project.Commit(promise.Holder);

        Assert.Equal(gold.Id, (await volume.GetState())!.TypeId);
        var lines = await project.GetState();
        Assert.Equal((1, 1, 0), (lines["volumes"].InUse, lines["volumes_gold"].InUse, lines["volumes___DEFAULT__"].InUse));

        Assert.False(await volume.Retype(new((await types.GetState())[0].Id, ImmutableSortedDictionary<string, string>.Empty.Add("colour", "red"), MayMove: false), GrainHost.Caller));
        Assert.Equal(gold.Id, (await volume.GetState())!.TypeId);
        Assert.Contains("colour", (await volume.GetTimeline(1, null, GrainHost.Caller))[0].Operation.Error, StringComparison.Ordinal);
    }

    private static async Task<(VolumeId Id, IVolumeGrain Grain)> AdoptAsync(GrainHost host, string name, int sizeGiB)
    {
        var id = VolumeId.New();
        var type = (await host.Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState())[0];
        await host.Volume(id).Adopt(new() { Backend = new(await BackendAsync(host)), ArrayName = name, SizeGiB = sizeGiB, TypeId = type.Id }, GrainHost.Caller);
        return (id, host.Volume(id));
    }

    private static async Task<string> BackendAsync(GrainHost host) => (await host.Grains.GetGrain<ISchedulerGrain>(0).GetPools())[0].Backend.Value;

    private static Task IsAsync(IVolumeGrain volume, VolumeStatus status) => Eventually.Is($"the volume is {status}", async () => (await volume.GetState())?.Status == status);

    private static Task IsAsync(IVolumeGrain volume, SnapshotId id, SnapshotStatus status) =>
        Eventually.Is($"the snapshot is {status}", async () => (await volume.GetState())!.Snapshots.Single(s => s.Id == id).Status == status);
}
