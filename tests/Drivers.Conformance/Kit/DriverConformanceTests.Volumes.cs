using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Kit;

public abstract partial class DriverConformanceTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public async Task CreateVolume_Again_FindsItWholeAndChangesNothing()
    {
        var volume = await MakeVolume();
        await MustNotChange(async () => (await _calls.Create(volume)).MustBeDone(Found.Whole));
    }

    [Fact]
    public async Task CreateVolume_FromAnAbsentSource_IsRefusedAndLeavesNothing()
    {
        await MustNotChange(async () =>
        {
            (await _calls.Create(NewVolume(), new VolumeSource(VolumeId.New(), null))).MustBeRefused();
            (await _calls.Create(NewVolume(), new VolumeSource(VolumeId.New(), SnapshotId.New()))).MustBeRefused();
        });
    }

    [Fact]
    public async Task CreateVolume_SmallerThanItsSource_IsRefusedAndLeavesNothing()
    {
        var source = await MakeVolume(2);
        await MustNotChange(async () => (await _calls.Create(NewVolume(1), new VolumeSource(source.Id, null))).MustBeRefused());
    }

    [Fact]
    public async Task CreateVolume_FromVolumeAndFromSnapshot_MakesAVolumeOfItsOwn()
    {
        var source = await MakeVolume();
        var snapshot = SnapshotId.New();
        (await _calls.CreateSnapshot(source, snapshot)).MustBeDone(Found.Nothing);
        var (clone, restored) = (NewVolume(2), NewVolume(1));
        (await _calls.Create(clone, new VolumeSource(source.Id, null))).MustBeDone(Found.Nothing);
        (await _calls.Create(restored, new VolumeSource(source.Id, snapshot))).MustBeDone(Found.Nothing);
        (await _calls.Create(clone, new VolumeSource(source.Id, null))).MustBeDone(Found.Whole);
        (await _calls.DeleteSnapshot(source, snapshot)).MustBeDone(Found.Whole);
        (await _calls.Delete(source)).MustBeDone(Found.Whole);
        (await _calls.Export(clone, A)).MustBeDone();
        (await _calls.Export(restored, A)).MustBeDone();
    }

    [Fact]
    public async Task DeleteVolume_Again_FindsNothingAndChangesNothing()
    {
        var before = await _array.DescribeAsync();
        var volume = await MakeVolume();
        (await _calls.Delete(volume)).MustBeDone(Found.Whole);
        Assert.Equal(before, await _array.DescribeAsync());
        await MustNotChange(async () => (await _calls.Delete(volume)).MustBeDone(Found.Nothing));
    }

    [Fact]
    public async Task DeleteVolume_WhileExported_IsRefusedAndChangesNothing()
    {
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () => (await _calls.Delete(volume)).MustBeRefused());
        (await _calls.Unexport(volume, A)).MustBeDone(Found.Whole);
        (await _calls.Delete(volume)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task DeleteVolume_WithASnapshot_IsRefusedAndChangesNothing()
    {
        var volume = await MakeVolume();
        var snapshot = SnapshotId.New();
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone(Found.Nothing);
        await MustNotChange(async () => (await _calls.Delete(volume)).MustBeRefused());
        (await _calls.DeleteSnapshot(volume, snapshot)).MustBeDone(Found.Whole);
        (await _calls.Delete(volume)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task ExtendVolume_Again_FindsItWholeAndChangesNothing()
    {
        var volume = await MakeVolume();
        var larger = volume with { SizeGiB = 3 };
        (await _calls.Extend(larger)).MustBeDone(Found.Nothing);
        await MustNotChange(async () => (await _calls.Extend(larger)).MustBeDone(Found.Whole));
        (await _calls.Create(larger)).MustBeDone(Found.Whole);
    }

    [Fact]
    public async Task ExtendVolume_ToLess_IsRefusedAndChangesNothing()
    {
        var volume = await MakeVolume(2);
        await MustNotChange(async () => (await _calls.Extend(volume with { SizeGiB = 1 })).MustBeRefused());
    }

    [Fact]
    public async Task ExtendVolume_WhileExported_LeavesTheExport()
    {
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        var before = await Exports();
        (await _calls.Extend(volume with { SizeGiB = 2 })).MustBeDone(Found.Nothing);
        Assert.Equal(before, await Exports());
    }

    [Fact]
    public async Task ExtendVolume_OfAnAbsentVolume_IsRefused() => await MustNotChange(async () => (await _calls.Extend(NewVolume(2))).MustBeRefused());

    [Fact]
    public async Task CreateSnapshot_Again_FindsItWholeAndChangesNothing()
    {
        var volume = await MakeVolume();
        var snapshot = SnapshotId.New();
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone(Found.Nothing);
        await MustNotChange(async () => (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone(Found.Whole));
    }

    [Fact]
    public async Task CreateSnapshot_OfAnAbsentVolume_IsRefused() =>
        await MustNotChange(async () => (await _calls.CreateSnapshot(NewVolume(), SnapshotId.New())).MustBeRefused());

    [Fact]
    public async Task DeleteSnapshot_Again_FindsNothingAndChangesNothing()
    {
        var volume = await MakeVolume();
        var snapshot = SnapshotId.New();
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone();
        (await _calls.DeleteSnapshot(volume, snapshot)).MustBeDone(Found.Whole);
        await MustNotChange(async () => (await _calls.DeleteSnapshot(volume, snapshot)).MustBeDone(Found.Nothing));
    }

    [Fact]
    public async Task EveryVerb_WithAnOverdueToken_SendsNothing()
    {
        var volume = await MakeVolume();
        await MustNotChange(async () =>
        {
            Assert.False((await _calls.Create(NewVolume(), ct: Cancelled)).IsDone);
            Assert.False((await _calls.Extend(volume with { SizeGiB = 2 }, Cancelled)).IsDone);
            Assert.False((await _calls.CreateSnapshot(volume, SnapshotId.New(), Cancelled)).IsDone);
            Assert.False((await _calls.Export(volume, A, ct: Cancelled)).IsDone);
            Assert.False((await _calls.Delete(volume, Cancelled)).IsDone);
        });
    }

    [Fact]
    public async Task GetStats_OfAnArray_HasSpaceAndAnIncarnationThatStays()
    {
        var stats = (await _array.Driver.Volumes.GetStatsAsync(default)).MustBeDone();
        Assert.InRange(stats.FreeGiB, 0, stats.TotalGiB);
        Assert.NotEmpty(stats.Incarnation);
        Assert.Equal(stats.Incarnation, (await _array.Driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation);
    }
}
