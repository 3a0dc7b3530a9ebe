using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Ids;
using OrleansStorage.Testing;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>What the simulated array does beside the kit: it keeps its volumes, turns stale calls away, fills up, and goes wrong on demand.</summary>
public sealed class SimulatedDriverTests : IDisposable
{
    private static readonly KitHost A = KitHost.Number(1);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string JournalPath => _directory["simulated/simulated.journal"];

    [Fact]
    public async Task StartAsync_AfterTheProcessEnded_HasTheVolumesAndNotTheExports()
    {
        var (kept, grown, gone, snapshot) = (NewVolume(), NewVolume(), NewVolume(), SnapshotId.New());
        await using (var first = await Start())
        {
            var calls = new KitCaller(first);
            foreach (var volume in new[] { kept, grown, gone }) (await calls.Create(volume)).MustBeDone(Found.Nothing);
            (await calls.Extend(grown with { SizeGiB = 5 })).MustBeDone();
            (await calls.CreateSnapshot(kept, snapshot)).MustBeDone();
            (await calls.Delete(gone)).MustBeDone();
            (await calls.Export(kept, A)).MustBeDone();
        }
        for (var restart = 0; restart < 2; restart++)
        {
            await using var next = await Start();
            Assert.Equal([grown with { SizeGiB = 5 }, kept], next.Array.ListVolumes().OrderByDescending(v => v.SizeGiB));
            Assert.Equal([snapshot], next.Array.ListSnapshots());
            Assert.Empty(next.Array.ListExports());
            Assert.Equal(1_048_576 - 5 - 1 - 1, next.Array.Stats().FreeGiB);
            Assert.True(next.Array.HighestEpoch(kept.Id) > 0);
        }
    }

    [Fact]
    public async Task StartAsync_WithATornLastLine_LeavesOutThatLine()
    {
        var volume = NewVolume();
        await using (var first = await Start()) (await new KitCaller(first).Create(volume)).MustBeDone();
        await File.AppendAllTextAsync(JournalPath, """{"volume":"5e6c""");
        await using var next = await Start();
        Assert.Equal([volume], next.Array.ListVolumes());
    }

    [Fact]
    public async Task StartAsync_WithADamagedLine_SaysWhich()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(JournalPath)!);
        await File.WriteAllTextAsync(JournalPath, "{}x\n{\"volume\":\"5e6c\n");
        var wrong = await Assert.ThrowsAsync<DriverConfigurationException>(Start);
        Assert.Contains("line 1", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_OfASecondDriverOnOneJournal_IsRefused()
    {
        await using var first = await Start();
        await Assert.ThrowsAsync<DriverConfigurationException>(Start);
    }

    [Fact]
    public async Task EveryVerb_WithALowerEpochThanSeen_IsRefusedAndChangesNothing()
    {
        await using var driver = await Start();
        var volume = NewVolume();
        (await driver.Volumes.CreateVolumeAsync(volume, null, At(5), default)).MustBeDone();
        (await driver.Volumes.ExtendVolumeAsync(volume with { SizeGiB = 9 }, At(4), default)).MustBeRefused();
        (await driver.Volumes.DeleteVolumeAsync(volume, At(4), default)).MustBeRefused();
        (await driver.Exports.CreateExportAsync(volume, Spec(volume), At(4), default)).MustBeRefused();
        (await driver.Exports.CreateExportAsync(volume, Spec(volume), At(5), default)).MustBeDone();
        (await driver.Exports.RemoveExportAsync(volume, Spec(volume), At(6), default)).MustBeDone();
        (await driver.Volumes.DeleteVolumeAsync(volume, At(7), default)).MustBeDone();
        (await driver.Volumes.CreateVolumeAsync(volume, null, At(6), default)).MustBeRefused();
    }

    [Fact]
    public async Task CreateVolume_BeyondTheCapacity_IsRefused()
    {
        await using var driver = await Start(("CapacityGiB", "10"));
        var calls = new KitCaller(driver);
        var (volume, snapshot) = (NewVolume(4), SnapshotId.New());
        (await calls.Create(volume)).MustBeDone();
        (await calls.Create(NewVolume(7))).MustBeRefused();
        (await calls.CreateSnapshot(volume, snapshot)).MustBeDone();
        (await calls.Extend(volume with { SizeGiB = 7 })).MustBeRefused();
        (await calls.DeleteSnapshot(volume, snapshot)).MustBeDone();
        (await calls.Extend(volume with { SizeGiB = 10 })).MustBeDone();
        Assert.Equal(0, driver.Array.Stats().FreeGiB);
    }

    [Fact]
    public async Task CreateExport_WithALunThatIsTaken_IsRefused()
    {
        await using var driver = await Start(("SharedTarget", "true"));
        var (one, two) = (NewVolume(), NewVolume());
        foreach (var volume in new[] { one, two }) (await driver.Volumes.CreateVolumeAsync(volume, null, default, default)).MustBeDone();
        (await driver.Exports.CreateExportAsync(one, Spec(one) with { Lun = 3 }, default, default)).MustBeDone();
        (await driver.Exports.CreateExportAsync(two, Spec(two) with { Lun = 3 }, default, default)).MustBeRefused();
        (await driver.Exports.RemoveExportAsync(one, Spec(one), default, default)).MustBeDone();
        (await driver.Exports.CreateExportAsync(two, Spec(two) with { Lun = 3 }, default, default)).MustBeDone();
    }

    [Theory]
    [InlineData(SimulatedFault.Refuse, OutcomeKind.Refused, false)]
    [InlineData(SimulatedFault.Unreachable, OutcomeKind.Unreachable, false)]
    [InlineData(SimulatedFault.ErrorBeforeEffect, OutcomeKind.Unknown, false)]
    [InlineData(SimulatedFault.EffectThenError, OutcomeKind.Unknown, true)]
    public async Task CreateExport_WithAFaultOnTheSecondCall_GoesWrongThen(SimulatedFault fault, OutcomeKind kind, bool acts)
    {
        await using var driver = await Start();
        var (calls, one, two) = (new KitCaller(driver), NewVolume(), NewVolume());
        foreach (var volume in new[] { one, two }) (await calls.Create(volume)).MustBeDone();
        var armed = driver.Faults.OnNth(SimulatedVerb.CreateExport, fault, 2);
        (await calls.Export(one, A)).MustBeDone();
        Assert.False(armed.Struck.IsCompleted);
        Assert.Equal(kind, (await calls.Export(two, A)).Kind);
        Assert.True(armed.Struck.IsCompleted);
        Assert.Equal(acts ? 2 : 1, driver.Array.ListExports().Count);
        (await calls.Export(two, A)).MustBeDone();
    }

    [Fact]
    public async Task CreateExport_ThatHangsAfterItsEffect_IsUnknownOnceCancelled()
    {
        await using var driver = await Start();
        var (calls, volume) = (new KitCaller(driver), NewVolume());
        (await calls.Create(volume)).MustBeDone();
        var armed = driver.Faults.Always(SimulatedVerb.CreateExport, SimulatedFault.EffectThenHang);
        using var deadline = new CancellationTokenSource();
        var hanging = calls.Export(volume, A, ct: deadline.Token);
        await armed.Struck;
        await deadline.CancelAsync();
        Assert.Equal(OutcomeKind.Unknown, (await hanging).Kind);
        Assert.Single(driver.Array.ListExports());
    }

    [Fact]
    public async Task Load_OfHeldCalls_ShowsHowManyWereThereAtOnce()
    {
        await using var driver = await Start(("Concurrency", "3"));
        var calls = new KitCaller(driver);
        var armed = driver.Faults.Always(SimulatedVerb.CreateVolume, SimulatedFault.Hold);
        var running = Enumerable.Range(0, 10).Select(_ => calls.Create(NewVolume())).ToArray();
        await armed.Struck;
        armed.Release();
        await Task.WhenAll(running);
        Assert.Equal((3, 1, 10), (driver.Load.HighestOverall, driver.Load.HighestPerVolume, driver.Load.Calls));
    }

    [Fact]
    public async Task Opens_AfterExport_TakesThatHostsCredentialsOnly()
    {
        await using var driver = await Start();
        var (calls, volume) = (new KitCaller(driver), NewVolume());
        (await calls.Create(volume)).MustBeDone();
        var export = (await calls.Export(volume, A)).MustBeDone();
        var login = (Connections.IscsiConnectionData)driver.Connections.InitializeConnection(volume, A.Connector, export.Location, A.Secret(volume.Id));
        Assert.True(driver.Array.Opens(volume.Id, A.Connector.Initiator!, login.AuthUsername, login.AuthPassword));
        Assert.False(driver.Array.Opens(volume.Id, A.Connector.Initiator!, login.AuthUsername, new Connections.Secret("wrong")));
        Assert.False(driver.Array.Opens(volume.Id, "iqn.2000-01.x:y", login.AuthUsername, login.AuthPassword));
    }


    private async Task<SimulatedDriver> Start() => await Start([]);

    private async Task<SimulatedDriver> Start(params (string Name, string Value)[] options)
    {
        var driver = new SimulatedDriver(SimulatedArrayUnderTest.Configuration(_directory.FullPath, options));
        await driver.StartAsync(default);
        return driver;
    }

    private static ArrayVolume NewVolume(int sizeGiB = 1) => new(VolumeId.New(), sizeGiB);

    private static ArrayFence At(long epoch) => new(OperationId.New(), epoch, DateTimeOffset.MaxValue);

    private static ExportSpec Spec(ArrayVolume volume) => new(A.Connector, A.Secret(volume.Id), null, 0, 0);
}
