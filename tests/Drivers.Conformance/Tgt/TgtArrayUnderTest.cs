using Microsoft.Extensions.Logging.Abstractions;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Tgt;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>A real tgtd over a temporary pool, for the kit.</summary>
public sealed class TgtArrayUnderTest : IArrayUnderTest
{
    private TgtArrayUnderTest(TgtBackend backend, IDriver driver) => (Backend, Driver) = (backend, driver);

    public TgtBackend Backend { get; }

    public IDriver Driver { get; }

    public long? MutationCount => null;

    public static async Task<TgtArrayUnderTest> Start()
    {
        var backend = TgtBackend.Reserve();
        var array = new TgtArrayUnderTest(backend, NewDriver(backend));
        await array.Driver.StartAsync(default);
        // The first look marks the daemon with an account, which is no part of what the kit compares.
        (await array.Driver.Volumes.GetStatsAsync(default)).MustBeDone();
        return array;
    }

    public static TgtDriver NewDriver(TgtBackend backend, params (string Name, string Value)[] options) => new(new BackendConfiguration
    {
        Name = TgtBackend.Name,
        Driver = "Tgt",
        Pool = "pool",
        DataDirectory = backend.DataDirectory,
        Options = backend.Options.SetItems(options.Select(o => KeyValuePair.Create(o.Name, o.Value))),
        LoggerFactory = NullLoggerFactory.Instance,
        Time = TimeProvider.System,
    });

    public async Task<string> DescribeAsync() =>
        await Backend.Describe() + string.Join('\n', new DirectoryInfo(Backend.PoolDirectory).EnumerateFiles().Select(f => $"{f.Name} {f.Length}").Order(StringComparer.Ordinal));

    public Task<string> AddForeignAsync(int sizeGiB, VolumeId? of = null)
    {
        var name = Guid.NewGuid() + (of is { } volume ? $".volume-{volume}" : ".img");
        using var file = File.Create(Path.Combine(Backend.PoolDirectory, name));
        file.SetLength(new ArrayVolume(default, sizeGiB).SizeBytes);
        return Task.FromResult(name);
    }

    /// <summary>A target with an account and no disk and no rule, as a silo leaves it that dies in the middle.</summary>
    public async Task HalfMakeExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence)
    {
        var user = Iscsi.IscsiConnectionReader.ChapUser(volume.Id, export.Connector);
        string tid = $"{export.NewTargetId}";
        foreach (var command in new string[][]
        {
            ["--mode", "target", "--op", "new", "--tid", tid, "--targetname", "iqn.2010-10.org.openstack:volume-" + volume.Id],
            ["--mode", "account", "--op", "new", "--user", user, "--password", "of-another-export"],
            ["--mode", "account", "--op", "bind", "--tid", tid, "--user", user],
        })
            Assert.Equal(new ProgramOutput(0, ""), await Backend.Adm(command));
    }

    public async Task<IAsyncDisposable> OpenSessionAsync(ArrayVolume volume, KitHost host, ExportLocation export)
    {
        var data = Driver.Connections.InitializeConnection(volume, host.Connector, export, host.Secret(volume.Id));
        return await HeldSession.Open(IscsiLogin.From(data, host.Connector.Initiator!));
    }

    public async Task RestartAsync()
    {
        Backend.KillDaemon();
        await Eventually.Is("tgtd answers again", async () => (await Driver.Volumes.GetStatsAsync(default)).IsDone);
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Backend.DisposeAsync();
    }
}
