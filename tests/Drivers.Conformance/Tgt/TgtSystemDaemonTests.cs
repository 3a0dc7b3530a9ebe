using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Ids;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>The tgt driver with <c>StartDaemon</c> false: it uses a tgtd that somebody else runs.</summary>
public sealed class TgtSystemDaemonTests : IAsyncLifetime
{
    private static readonly KitHost Host = KitHost.Number(1);
    private TgtBackend _backend = null!;
    private SystemTgtd _tgtd = null!;
    private Drivers.Tgt.TgtDriver _driver = null!;
    private KitCaller _calls = null!;

    public async Task InitializeAsync()
    {
        _backend = TgtBackend.Reserve();
        _tgtd = await SystemTgtd.StartAsync(_backend);
        _driver = TgtArrayUnderTest.NewDriver(_backend, ("StartDaemon", "false"), ("TgtadmPath", _tgtd.TgtadmPath), ("TgtdPath", "/nowhere/tgtd"));
        _calls = new KitCaller(_driver);
        await _driver.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _tgtd.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task CreateExport_OnTheSystemsDaemon_LetsTheHostInAndStartsNoOtherDaemon()
    {
        var (volume, export) = await ExportAsync();

        var login = IscsiLogin.From(_driver.Connections.InitializeConnection(volume, Host.Connector, export.Location, Host.Secret(volume.Id)), Host.Connector.Initiator!);
        var io = await QemuIo.Run(login, "write -P 0xa5 0 64k", "read -P 0xa5 0 64k");
        Assert.True(io.ExitCode == 0, io.Output);
        Assert.Empty(_backend.Daemons());

        (await _calls.Unexport(volume, Host)).MustBeDone(Found.Whole);
        // Without any target tgtd hangs up on whoever connects, and there is no refusal to be read.
        await ExportAsync();
        var refused = await QemuIo.Run(login, "read 0 64k");
        Assert.True(refused.Output.Contains(QemuIo.TargetNotFound, StringComparison.Ordinal), refused.Output);
    }

    [Fact]
    public async Task GetStats_AfterTheSystemsDaemonWasRestarted_ShowsAnotherIncarnationAndLetsTheExportBeMadeAgain()
    {
        var (volume, export) = await ExportAsync();
        var before = (await _driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation;

        await _tgtd.RestartAsync();

        Assert.NotEqual(before, (await _driver.Volumes.GetStatsAsync(default)).MustBeDone().Incarnation);
        Assert.Empty((await _driver.Exports.ListExportsAsync(default)).MustBeDone());
        Assert.Equal(export.Text(), (await _calls.Export(volume, Host, export.Location)).MustBeDone().Text());
    }

    [Fact]
    public async Task DisposeAsync_OfADriverWithoutExports_LeavesTheSystemsDaemon()
    {
        await _driver.DisposeAsync();

        Assert.True(_tgtd.Runs);
    }

    [Fact]
    public async Task EveryVerb_WhenTheSystemsDaemonIsGone_IsUnreachable()
    {
        await _tgtd.DisposeAsync();

        Assert.Equal(OutcomeKind.Unreachable, (await _driver.Volumes.GetStatsAsync(default)).Kind);
        Assert.Equal(OutcomeKind.Unreachable, (await _calls.Export(new(VolumeId.New(), 1), Host)).Kind);
        Assert.Empty(_backend.Daemons());
    }

    private async Task<(ArrayVolume Volume, ArrayExport Export)> ExportAsync()
    {
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await _calls.Create(volume)).MustBeDone();
        return (volume, (await _calls.Export(volume, Host)).MustBeDone());
    }
}
