using System.Net;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Drivers.Simulated.Remote;
using OrleansStorage.Ids;
using OrleansStorage.Testing;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>A simulated array behind a socket, with its journal and its log, and a driver that reaches it as one of another process.</summary>
public sealed class RemoteArrayUnderTest : IArrayUnderTest
{
    private readonly TemporaryDirectory _directory = new();
    private readonly bool _sharedTarget;

    public RemoteArrayUnderTest(bool sharedTarget)
    {
        _sharedTarget = sharedTarget;
        Server = Start(new IPEndPoint(IPAddress.Loopback, 0));
        Driver = NewDriver();
    }

    public SimulatedArrayServer Server { get; private set; }

    public IDriver Driver { get; }

    public long? MutationCount => Server.Driver.Array.MutationCount;

    public string LogPath => _directory["array.journal.log"];

    public IDriver NewDriver(bool? sharedTarget = null) => SimulatedDriver.Of(SimulatedArrayUnderTest.Configuration("unused",
        ("Endpoint", Server.Endpoint.ToString()), ("SharedTarget", (sharedTarget ?? _sharedTarget).ToString())));

    public Task<string> DescribeAsync() => SimulatedArrayUnderTest.DescribeAsync(Server.Driver.Array);

    public Task<string> AddForeignAsync(int sizeGiB, VolumeId? of = null) => Task.FromResult(SimulatedArrayUnderTest.AddForeign(Server.Driver.Array, sizeGiB, of));

    public async Task HalfMakeExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence)
    {
        Server.Driver.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.HalfEffect);
        Assert.Equal(OutcomeKind.Unknown, (await Driver.Exports.CreateExportAsync(volume, export, fence, default)).Kind);
    }

    public Task<IAsyncDisposable> OpenSessionAsync(ArrayVolume volume, KitHost host, ExportLocation export) =>
        Task.FromResult(SimulatedArrayUnderTest.OpenSession(Server.Driver.Array, volume, host));

    /// <summary>Ends the array and starts it again at the same address, with what its journal holds.</summary>
    public async Task RestartAsync()
    {
        var endpoint = Server.Endpoint;
        await Server.DisposeAsync();
        Server = Start(endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Server.DisposeAsync();
        _directory.Dispose();
    }

    private SimulatedArrayServer Start(IPEndPoint at) => SimulatedArrayServer.Start(new ArrayProgram(at, _directory["array.journal"], SharedTarget: _sharedTarget), TimeProvider.System);
}
