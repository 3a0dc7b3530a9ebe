using Microsoft.Extensions.Logging.Abstractions;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Simulated;

/// <summary>A simulated array for the kit, without a journal.</summary>
public sealed class SimulatedArrayUnderTest : IArrayUnderTest
{
    public SimulatedArrayUnderTest(bool sharedTarget) =>
        Simulated = new(Configuration("unused"), new SimulatedArray(new SimulatedArrayOptions { SharedTarget = sharedTarget }));

    public SimulatedDriver Simulated { get; }

    public IDriver Driver => Simulated;

    public long? MutationCount => Simulated.Array.MutationCount;

    public static BackendConfiguration Configuration(string dataDirectory, params (string Name, string Value)[] options) => new()
    {
        Name = "simulated",
        Driver = "Simulated",
        Pool = "pool",
        DataDirectory = dataDirectory,
        Options = options.ToDictionary(o => o.Name, o => o.Value),
        LoggerFactory = NullLoggerFactory.Instance,
        Time = TimeProvider.System,
    };

    public Task<string> DescribeAsync() => DescribeAsync(Simulated.Array);

    public static Task<string> DescribeAsync(SimulatedArray array) => Task.FromResult(string.Join('\n',
    [
        .. array.ListVolumes().Select(v => v.ToString()).Order(StringComparer.Ordinal),
        .. array.ListSnapshots().Select(s => s.ToString()).Order(StringComparer.Ordinal),
        .. array.ListObjects(ArrayObjectKind.Volume).Concat(array.ListObjects(ArrayObjectKind.Snapshot)).Select(o => o.ToString()).Order(StringComparer.Ordinal),
        .. array.ListExports().Select(e => e.Text()).Order(StringComparer.Ordinal),
    ]));

    public Task<string> AddForeignAsync(int sizeGiB, VolumeId? of = null) => Task.FromResult(AddForeign(Simulated.Array, sizeGiB, of));

    public static string AddForeign(SimulatedArray array, int sizeGiB, VolumeId? of)
    {
        var name = "foreign-" + Guid.NewGuid();
        array.AddForeignObject(name, sizeGiB, of);
        return name;
    }

    public async Task HalfMakeExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence)
    {
        Simulated.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.HalfEffect);
        Assert.Equal(OutcomeKind.Unknown, (await Driver.Exports.CreateExportAsync(volume, export, fence, default)).Kind);
    }

    public Task<IAsyncDisposable> OpenSessionAsync(ArrayVolume volume, KitHost host, ExportLocation export) => Task.FromResult(OpenSession(Simulated.Array, volume, host));

    public static IAsyncDisposable OpenSession(SimulatedArray array, ArrayVolume volume, KitHost host)
    {
        Assert.True(array.OpenSession(volume.Id, host.Connector.Initiator!), "the host is not let in");
        return new EndlessSession();
    }

    public Task RestartAsync()
    {
        Simulated.Array.Restart();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => Driver.DisposeAsync();

    /// <summary>The array keeps it until it ends it by itself.</summary>
    private sealed class EndlessSession : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
