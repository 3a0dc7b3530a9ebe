using OrleansStorage.Backends;
using OrleansStorage.Connections;

namespace OrleansStorage.Drivers.Conformance.Kit;

public abstract partial class DriverConformanceTests
{
    [Fact]
    public async Task CreateExport_OfAVolume_LetsThisHostInOnTheArray()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        Assert.Equal((volume.Id, A.Connector.Initiator, true), (export.VolumeId, export.Initiator, export.IsOurs));
        Assert.Equal([export.Text()], await Exports());
    }

    [Fact]
    public async Task CreateExport_Again_AnswersTheSameAndChangesNothing()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () =>
        {
            Assert.Equal(export.Text(), (await _calls.Export(volume, A)).MustBeDone().Text());
            Assert.Equal(export.Text(), (await _calls.Export(volume, A, export.Location)).MustBeDone().Text());
        });
    }

    [Fact]
    public async Task CreateExport_HundredAtOnceForOneHost_GivesOneExportAndHundredEqualAnswers()
    {
        var volume = await MakeVolume();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _calls.Export(volume, A))));
        var text = Assert.Single(answers.Select(a => a.MustBeDone().Text()).Distinct());
        Assert.Equal([text], await Exports());
    }

    [Fact]
    public async Task CreateExport_OfManyVolumesAtOnce_NeverCrossesThem()
    {
        var volumes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => MakeVolume()));
        var exports = await Task.WhenAll(volumes.Select(v => Task.Run(() => _calls.Export(v, A))));
        Assert.Equal(volumes.Select(v => v.Id), exports.Select(e => e.MustBeDone().VolumeId!.Value));
        Assert.Equal(16, exports.Select(e => (e.Value!.Location.TargetName, e.Value.Location.Lun)).Distinct().Count());
        Assert.Equal(exports.Select(e => e.Value!.Text()).Order(StringComparer.Ordinal), await Exports());
    }

    [Fact]
    public async Task CreateExport_OfAnAbsentVolume_IsRefusedAndLeavesNothing() =>
        await MustNotChange(async () => (await _calls.Export(NewVolume(), A)).MustBeRefused());

    [Fact]
    public async Task CreateExport_ThatFails_LeavesOtherHostsAsTheyWere()
    {
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () =>
        {
            var nameless = new KitHost(new Connector { Host = "compute-nameless" });
            (await _calls.Export(volume, nameless)).MustBeRefused();
            Assert.False((await _calls.Export(volume, B, ct: Cancelled)).IsDone);
        });
    }

    [Fact]
    public async Task CreateExport_OnAHalfMadeOne_RepairsIt()
    {
        var volume = await MakeVolume();
        await _array.HalfMakeExportAsync(volume, _calls.Spec(volume, A), _calls.Fence());
        Assert.DoesNotContain(await Exports(), e => e.Contains(A.Connector.Initiator!, StringComparison.Ordinal));
        var export = (await _calls.Export(volume, A)).MustBeDone();
        Assert.Equal([export.Text()], await Exports());
    }

    [Fact]
    public async Task RemoveExport_OfAHalfMadeOne_LeavesNothing()
    {
        var volume = await MakeVolume();
        var before = await _array.DescribeAsync();
        await _array.HalfMakeExportAsync(volume, _calls.Spec(volume, A), _calls.Fence());
        (await _calls.Unexport(volume, A)).MustBeDone(Found.Partial);
        Assert.Equal(before, await _array.DescribeAsync());
    }

    [Fact]
    public async Task RemoveExport_OfTheOnlyHost_LeavesNothing()
    {
        var volume = await MakeVolume();
        var before = await _array.DescribeAsync();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        (await _calls.Unexport(volume, A, export.Location)).MustBeDone(Found.Whole);
        Assert.Equal(before, await _array.DescribeAsync());
        Assert.Empty(await Exports());
    }

    [Fact]
    public async Task RemoveExport_Again_FindsNothingAndChangesNothing()
    {
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        (await _calls.Unexport(volume, A)).MustBeDone(Found.Whole);
        await MustNotChange(async () => (await _calls.Unexport(volume, A)).MustBeDone(Found.Nothing));
    }

    [Fact]
    public async Task RemoveExport_OfAHostThatHasNone_LeavesTheOther()
    {
        var volume = await MakeVolume();
        (await _calls.Export(volume, A)).MustBeDone();
        await MustNotChange(async () => (await _calls.Unexport(volume, B)).MustBeDone(Found.Nothing));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RemoveExport_OfOneHost_LeavesTheOtherAsItWas(bool theFirst)
    {
        var volume = await MakeVolume();
        var exports = new[] { (await _calls.Export(volume, A)).MustBeDone(), (await _calls.Export(volume, B)).MustBeDone() };
        (await _calls.Unexport(volume, theFirst ? A : B)).MustBeDone(Found.Whole);
        Assert.Equal([exports[theFirst ? 1 : 0].Text()], await Exports());
    }

    [Fact]
    public async Task CreateAndRemoveExport_OfInterleavedHosts_EndsWithExactlyWhatWasAsked()
    {
        var volumes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MakeVolume()));
        var empty = await _array.DescribeAsync();
        var hosts = Enumerable.Range(1, 5).Select(KitHost.Number).ToArray();
        var kept = await Task.WhenAll(volumes.SelectMany((v, i) => hosts.Select((h, j) => Task.Run(() => Churn(v, h, keep: (i + j) % 2 == 0)))));
        Assert.Equal(kept.OfType<string>().Order(StringComparer.Ordinal), await Exports());
        await Task.WhenAll(volumes.SelectMany(v => hosts.Select(h => Task.Run(async () => (await _calls.Unexport(v, h)).MustBeDone()))));
        Assert.Equal(empty, await _array.DescribeAsync());
    }

    [Fact]
    public async Task CreateExport_AfterTheArrayForgotIt_MakesTheSameAgain()
    {
        var volume = await MakeVolume();
        var export = (await _calls.Export(volume, A)).MustBeDone();
        var incarnation = (await _array.Driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation;
        await _array.RestartAsync();
        Assert.Empty(await Exports());
        Assert.NotEqual(incarnation, (await _array.Driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation);
        Assert.Equal(export.Text(), (await _calls.Export(volume, A, export.Location)).MustBeDone().Text());
        Assert.Equal([export.Text()], await Exports());
    }

    private async Task<string?> Churn(ArrayVolume volume, KitHost host, bool keep)
    {
        (await _calls.Export(volume, host)).MustBeDone();
        (await _calls.Unexport(volume, host)).MustBeDone(Found.Whole);
        var export = (await _calls.Export(volume, host)).MustBeDone();
        if (keep) return export.Text();
        (await _calls.Unexport(volume, host)).MustBeDone(Found.Whole);
        return null;
    }
}
