using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Files;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>The life of the daemon that the tgt driver starts.</summary>
public sealed class TgtDaemonTests : IAsyncLifetime
{
    private static readonly ArrayFence InTime = new(default, 0, DateTimeOffset.MaxValue);

    private TgtBackend _backend = null!;

    public Task InitializeAsync()
    {
        _backend = TgtBackend.Reserve();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task DisposeAsync_OfADriverWithoutExports_StopsItsDaemon()
    {
        var driver = await Start();
        Assert.Single(_backend.Daemons());
        await driver.DisposeAsync();
        Assert.Empty(_backend.Daemons());
    }

    [Fact]
    public async Task DisposeAsync_OfADriverWithExports_LeavesItsDaemonToTheHosts()
    {
        var driver = await Start();
        await Export(driver);
        var pid = Assert.Single(_backend.Daemons());
        await driver.DisposeAsync();
        Assert.Equal(pid, Assert.Single(_backend.Daemons()));
    }

    [Fact]
    public async Task StartAsync_WithADaemonOfAKilledSilo_TakesItOverWithItsExports()
    {
        var killed = await Start();
        var export = await Export(killed);
        var incarnation = (await killed.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation;
        var pid = Assert.Single(_backend.Daemons());
        var next = await Start();
        Assert.Equal(pid, Assert.Single(_backend.Daemons()));
        Assert.Equal([export.Text()], (await next.Exports.ListExportsAsync(default)).MustBeDone().Select(e => e.Text()));
        Assert.Equal(incarnation, (await next.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation);
        await killed.DisposeAsync();
        await next.DisposeAsync();
        Assert.Equal(pid, Assert.Single(_backend.Daemons()));
    }

    [Fact]
    public async Task GetStats_AfterTheDaemonDied_AnswersAgainWithAnotherIncarnation()
    {
        await using var driver = await Start();
        var before = (await driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation;
        _backend.KillDaemon();
        await Eventually.Is("tgtd answers again", async () => (await driver.Volumes.GetStatsAsync(default)).IsDone);
        Assert.NotEqual(before, (await driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation);
        Assert.Single(_backend.Daemons());
    }

    [Fact]
    public async Task StartAsync_WithAPortalThatIsTaken_SaysSoInOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPEndPoint.Parse(_backend.Portal));
        taken.Start();
        await using var driver = TgtArrayUnderTest.NewDriver(_backend);
        var wrong = await Assert.ThrowsAsync<DriverConfigurationException>(() => driver.StartAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token));
        Assert.Contains(_backend.Portal, wrong.Message, StringComparison.Ordinal);
        Assert.Empty(_backend.Daemons());
    }

    [Fact]
    public async Task EveryVerb_WithoutADaemon_IsUnreachable()
    {
        await using var driver = TgtArrayUnderTest.NewDriver(_backend);
        var volume = new ArrayVolume(VolumeId.New(), 1);
        PrivateFiles.MakeDirectory(_backend.PoolDirectory);
        Assert.Equal(OutcomeKind.Unreachable, (await driver.Volumes.GetStatsAsync(default)).Kind);
        Assert.Equal(OutcomeKind.Unreachable, (await driver.Exports.ListExportsAsync(default)).Kind);
        Assert.Equal(OutcomeKind.Unreachable, (await driver.Exports.CreateExportAsync(volume, new KitCaller(driver).Spec(volume, KitHost.Number(1)), InTime, default)).Kind);
        Assert.Equal(OutcomeKind.Unreachable, (await driver.Volumes.DeleteVolumeAsync(volume, InTime, default)).Kind);
    }

    [Fact]
    public async Task CreateExport_WithATargetNumberThatIsTaken_IsRefusedAndLeavesTheOther()
    {
        await using var driver = await Start();
        var export = await Export(driver);
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await driver.Volumes.CreateVolumeAsync(volume, null, InTime, default)).MustBeDone();
        var spec = new KitCaller(driver).Spec(volume, KitHost.Number(2)) with { NewTargetId = 1 };
        (await driver.Exports.CreateExportAsync(volume, spec, InTime, default)).MustBeRefused();
        Assert.Equal([export.Text()], (await driver.Exports.ListExportsAsync(default)).MustBeDone().Select(e => e.Text()));
    }

    [Fact]
    public async Task CreateExport_AfterItsDeadline_ChangesNothing()
    {
        await using var driver = await Start();
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await driver.Volumes.CreateVolumeAsync(volume, null, InTime, default)).MustBeDone();
        var spec = new KitCaller(driver).Spec(volume, KitHost.Number(1));

        Assert.Equal(OutcomeKind.Unreachable, (await driver.Exports.CreateExportAsync(volume, spec, InTime with { NotAfter = DateTimeOffset.UtcNow }, default)).Kind);

        Assert.Empty((await driver.Exports.ListExportsAsync(default)).MustBeDone());
    }

    [Fact]
    public async Task Verbs_OnATargetThatIsNotOurs_LeaveItAlone()
    {
        await using var driver = await Start();
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await driver.Volumes.CreateVolumeAsync(volume, null, InTime, default)).MustBeDone();
        await _backend.Adm("--mode", "target", "--op", "new", "--tid", "7", "--targetname", "iqn.2010-10.org.openstack:volume-" + volume.Id);
        await _backend.Adm("--mode", "account", "--op", "new", "--user", "somebody", "--password", "somebodys-secret");
        await _backend.Adm("--mode", "account", "--op", "bind", "--tid", "7", "--user", "somebody");
        var before = await _backend.Describe();
        var spec = new KitCaller(driver).Spec(volume, KitHost.Number(1));
        (await driver.Exports.CreateExportAsync(volume, spec, InTime, default)).MustBeRefused();
        (await driver.Exports.RemoveExportAsync(volume, spec, InTime, default)).MustBeRefused();
        (await driver.Volumes.DeleteVolumeAsync(volume, InTime, default)).MustBeRefused();
        Assert.False(Assert.Single((await driver.Exports.ListExportsAsync(default)).MustBeDone()).IsOurs);
        Assert.Equal(before, await _backend.Describe());
    }

    [Theory]
    [InlineData("PoolDirectory", "")]
    [InlineData("PoolDirectory", "/a,b")]
    [InlineData("Portal", "nonsense")]
    [InlineData("Portal", "127.0.0.1")]
    [InlineData("AdvertisedPortal", "0.0.0.0:3260")]
    [InlineData("AdvertisedPortal", "[::]:3260")]
    [InlineData("AdvertisedPortal", "somewhere")]
    [InlineData("ControlPort", "-1")]
    [InlineData("StartDaemon", "perhaps")]
    [InlineData("IqnPrefix", "volume-")]
    [InlineData("Unheard", "of")]
    public void TgtDriver_WithAWrongOption_NamesIt(string name, string value)
    {
        var configuration = Configuration(name, value);
        Assert.Contains(name, Assert.Throws<DriverConfigurationException>(() => DriverCatalog.Create(configuration)).Message, StringComparison.Ordinal);
    }

    private BackendConfiguration Configuration(string name, string value) => new()
    {
        Name = TgtBackend.Name,
        Driver = "tgt",
        Pool = "pool",
        DataDirectory = _backend.DataDirectory,
        Options = _backend.Options.SetItem(name, value),
        LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
        Time = TimeProvider.System,
    };

    private async Task<IDriver> Start()
    {
        var driver = TgtArrayUnderTest.NewDriver(_backend);
        await driver.StartAsync(default);
        return driver;
    }

    private static async Task<ArrayExport> Export(IDriver driver)
    {
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await driver.Volumes.CreateVolumeAsync(volume, null, InTime, default)).MustBeDone();
        return (await driver.Exports.CreateExportAsync(volume, new KitCaller(driver).Spec(volume, KitHost.Number(1)), InTime, default)).MustBeDone();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public async Task Portal_OfEveryAddress_NeedsOneThatHostsAreTold(string address)
    {
        var every = $"{address}:{_backend.Portal.Split(':')[^1]}";
        Assert.Contains("AdvertisedPortal", Assert.Throws<DriverConfigurationException>(() => DriverCatalog.Create(Configuration("Portal", every))).Message, StringComparison.Ordinal);

        await using var driver = TgtArrayUnderTest.NewDriver(_backend, ("Portal", every), ("AdvertisedPortal", _backend.Portal));
        await driver.StartAsync(default);
        Assert.Equal([_backend.Portal], (await Export(driver)).Location.Portals.ToArray());
    }
}
