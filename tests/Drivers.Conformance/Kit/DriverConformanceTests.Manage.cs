using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

public abstract partial class DriverConformanceTests
{
    [Fact]
    public async Task RevertVolume_AgainAndAgain_IsDoneAndKeepsTheSnapshot()
    {
        var volume = await MakeVolume(2);
        var snapshot = await MakeSnapshot(volume);
        (await _calls.Revert(volume, snapshot)).MustBeDone();
        (await _calls.Revert(volume, snapshot)).MustBeDone();
        (await _calls.Create(volume)).MustBeDone(Found.Whole);
        (await _calls.DeleteSnapshot(volume, snapshot)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task RevertVolume_WhileExportedOrToNothing_IsRefusedAndChangesNothing()
    {
        var (volume, other) = (await MakeVolume(), await MakeVolume());
        var snapshot = await MakeSnapshot(volume);
        (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () =>
        {
            (await _calls.Revert(volume, snapshot)).MustBeRefused();
            (await _calls.Revert(other, SnapshotId.New())).MustBeRefused();
            (await _calls.Revert(other, snapshot)).MustBeRefused();
            (await _calls.Revert(NewVolume(), snapshot)).MustBeRefused();
        });
    }

    [Fact]
    public async Task List_ShowsOursAndOthersAndChangesNothing()
    {
        var volume = await MakeVolume(2);
        var snapshot = await MakeSnapshot(volume);
        var (disk, copy) = (await _array.AddForeignAsync(3), await _array.AddForeignAsync(2, volume.Id));
        await MustNotChange(async () =>
        {
            var volumes = await Objects(ArrayObjectKind.Volume);
            var ours = Assert.Single(volumes, o => o.VolumeId == volume.Id);
            Assert.Equal((2, "already managed", null), (ours.SizeGiB, ours.WhyNotSafe, ours.SourceName));
            var foreign = Assert.Single(volumes, o => o.Name == disk);
            Assert.Equal((3, null, null), (foreign.SizeGiB, foreign.VolumeId, foreign.WhyNotSafe));
            var snapshots = await Objects(ArrayObjectKind.Snapshot);
            Assert.Equal((ours.Name, "already managed"), (Assert.Single(snapshots, o => o.SnapshotId == snapshot).SourceName!, snapshots.Single(o => o.SnapshotId == snapshot).WhyNotSafe));
            Assert.Equal((ours.Name, null), (Assert.Single(snapshots, o => o.Name == copy).SourceName!, snapshots.Single(o => o.Name == copy).WhyNotSafe));
        });
    }

    [Fact]
    public async Task AdoptVolume_MakesItOursForEverythingAndHasNoOtherName()
    {
        var name = await _array.AddForeignAsync(2);
        var volume = NewVolume(2);
        (await _calls.Adopt(volume, name)).MustBeDone(Found.Nothing);
        await MustNotChange(async () => (await _calls.Adopt(volume, name)).MustBeDone(Found.Whole));
        Assert.DoesNotContain(await Objects(ArrayObjectKind.Volume), o => o.Name == name);
        (await _calls.Export(volume, A)).MustBeDone();
        (await _calls.Unexport(volume, A)).MustBeDone(Found.Whole);
        (await _calls.Delete(volume)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task AdoptVolume_OfWhatIsNotThereOrIsOursOrTooLarge_IsRefusedAndChangesNothing()
    {
        var ours = await MakeVolume();
        var large = await _array.AddForeignAsync(5);
        var nameOfOurs = (await Objects(ArrayObjectKind.Volume)).Single(o => o.VolumeId == ours.Id).Name;
        var snapshot = await _array.AddForeignAsync(1, ours.Id);
        await MustNotChange(async () =>
        {
            foreach (var name in new[] { "nothing", "", "../etc/passwd", nameOfOurs, large, snapshot }) (await _calls.Adopt(NewVolume(), name)).MustBeRefused();
        });
    }

    [Fact]
    public async Task AdoptVolume_TwiceAtOnce_IsOneVolumes()
    {
        var name = await _array.AddForeignAsync(1);
        var outcomes = await Task.WhenAll(_calls.Adopt(NewVolume(), name), _calls.Adopt(NewVolume(), name));
        Assert.Single(outcomes, o => o.IsDone);
        outcomes.Single(o => !o.IsDone).MustBeRefused();
    }

    [Fact]
    public async Task ReleaseVolume_TakesOurMarkAndLeavesItToBeAdoptedAgain()
    {
        var volume = await MakeVolume(2);
        (await _calls.Release(volume)).MustBeDone(Found.Whole);
        await MustNotChange(async () => (await _calls.Release(volume)).MustBeDone(Found.Nothing));
        var left = Assert.Single(await Objects(ArrayObjectKind.Volume));
        Assert.Equal((2, null, null), (left.SizeGiB, left.VolumeId, left.WhyNotSafe));
        await MustNotChange(async () => (await _calls.Delete(volume)).MustBeDone(Found.Nothing));
        (await _calls.Adopt(NewVolume(2), left.Name)).MustBeDone(Found.Nothing);
    }

    [Fact]
    public async Task ReleaseVolume_WhileExportedOrWithASnapshot_IsRefusedAndChangesNothing()
    {
        var (exported, snapshotted) = (await MakeVolume(), await MakeVolume());
        (await _calls.Export(exported, A)).MustBeDone();
        await MakeSnapshot(snapshotted);
        await MustNotChange(async () =>
        {
            (await _calls.Release(exported)).MustBeRefused();
            (await _calls.Release(snapshotted)).MustBeRefused();
        });
    }

    [Fact]
    public async Task AdoptSnapshot_OfThisVolume_IsItsSnapshotAndOfAnotherIsRefused()
    {
        var (volume, other) = (await MakeVolume(), await MakeVolume());
        var name = await _array.AddForeignAsync(1, volume.Id);
        var snapshot = SnapshotId.New();
        await MustNotChange(async () =>
        {
            (await _calls.AdoptSnapshot(other, SnapshotId.New(), name)).MustBeRefused();
            (await _calls.AdoptSnapshot(volume, SnapshotId.New(), "nothing")).MustBeRefused();
        });
        (await _calls.AdoptSnapshot(volume, snapshot, name)).MustBeDone(Found.Nothing);
        await MustNotChange(async () => (await _calls.AdoptSnapshot(volume, snapshot, name)).MustBeDone(Found.Whole));
        (await _calls.Create(NewVolume(), new VolumeSource(volume.Id, snapshot))).MustBeDone(Found.Nothing);
        (await _calls.Delete(volume)).MustBeRefused();
        (await _calls.DeleteSnapshot(volume, snapshot)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task ReleaseSnapshot_TakesOurMarkAndLeavesItToBeAdoptedAgain()
    {
        var volume = await MakeVolume();
        var snapshot = await MakeSnapshot(volume);
        (await _calls.ReleaseSnapshot(volume, snapshot)).MustBeDone(Found.Whole);
        await MustNotChange(async () => (await _calls.ReleaseSnapshot(volume, snapshot)).MustBeDone(Found.Nothing));
        var left = Assert.Single(await Objects(ArrayObjectKind.Snapshot));
        Assert.Null(left.SnapshotId);
        (await _calls.AdoptSnapshot(volume, SnapshotId.New(), left.Name)).MustBeDone(Found.Nothing);
    }

    [Fact]
    public async Task ManageVerbs_WithAnOverdueToken_SendNothing()
    {
        var volume = await MakeVolume();
        var snapshot = await MakeSnapshot(volume);
        var name = await _array.AddForeignAsync(1);
        await MustNotChange(async () =>
        {
            Assert.False((await _calls.Revert(volume, snapshot, Cancelled)).IsDone);
            Assert.False((await _calls.Adopt(NewVolume(), name, Cancelled)).IsDone);
            Assert.False((await _calls.ReleaseSnapshot(volume, snapshot, Cancelled)).IsDone);
            Assert.False((await _calls.Release(volume, Cancelled)).IsDone);
        });
    }

    private async Task<IReadOnlyList<ArrayObject>> Objects(ArrayObjectKind kind) => (await _array.Driver.Manage!.ListAsync(kind, default)).MustBeDone();

    private async Task<SnapshotId> MakeSnapshot(ArrayVolume volume)
    {
        var snapshot = SnapshotId.New();
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone(Found.Nothing);
        return snapshot;
    }
}
