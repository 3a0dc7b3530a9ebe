using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansStorage.Connections;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Data;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Reconciliation;
using OrleansStorage.Ids;
using OrleansStorage.Types;
using OrleansStorage.Volumes;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>A real silo in this process, on SQLite, with one simulated array whose inside a test can see. Start it again on the same directory to see what a restart makes of it.</summary>
public sealed class GrainHost : IAsyncDisposable
{
    private static readonly OperationTimeouts Timeouts = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
    private readonly IHost _host;

    private GrainHost(IHost host) => _host = host;

    /// <summary>Who asks in these tests.</summary>
    public static Caller Caller { get; } = new(new ProjectId("tests"), "tester", true, "req-test");

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>What is on record.</summary>
    public Catalog.ICatalog Catalog => _host.Services.GetRequiredService<Catalog.ICatalog>();

    /// <summary>What users were told.</summary>
    public Messages.IUserMessages Messages => _host.Services.GetRequiredService<Messages.IUserMessages>();

    /// <summary>The array's driver.</summary>
    public SimulatedDriver Driver => (SimulatedDriver)_host.Services.GetRequiredService<BackendRegistry>().All.Single().Driver;

    /// <summary>Starts a silo.</summary>
    public static async Task<GrainHost> StartAsync(TemporaryDirectory directory, string grainDirectory = "Local", int latencyMs = 0, ReconcileOptions? reconcile = null)
    {
        var ports = FreePort.Next(2);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Timeouts).AddSingleton(reconcile ?? new ReconcileOptions(TimeSpan.FromDays(30), TimeSpan.FromSeconds(30))).AddSingleton<IFaultPoints>(NoFaultPoints.Instance).AddSingleton<ISecretSealer>(_ => SecretKeyFile.Open(directory.FullPath));
        builder.Services.AddSingleton(s => new BackendRegistry([new BackendConfiguration
        {
            Name = "sim", Driver = "Simulated", Pool = "pool", DataDirectory = directory.FullPath, LoggerFactory = s.GetRequiredService<ILoggerFactory>(), Time = TimeProvider.System,
            Options = new Dictionary<string, string> { ["LatencyMs"] = latencyMs.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        }]));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1], serviceId: "tests", clusterId: "tests");
            silo.UseInMemoryReminderService();
            silo.AddStorageData(new DatabaseOptions { DataDirectory = directory.FullPath });
            silo.AddStartupTask<ReconcilerStartup>();
#pragma warning disable ORLEANSEXP003 // The distributed directory is experimental; the tests of the protocol pass with both.
            if (grainDirectory == "Distributed") silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        });
        var host = new GrainHost(builder.Build());
        await host._host.Services.GetRequiredService<BackendRegistry>().StartAsync(CancellationToken.None);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>One volume.</summary>
    public IVolumeGrain Volume(VolumeId id) => Grains.GetVolume(id);

    /// <summary>Makes a volume and waits until it is available.</summary>
    public async Task<(VolumeId Id, IVolumeGrain Grain)> CreateVolumeAsync(bool multiattach = false)
    {
        var type = (await Grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState())[0];
        var id = VolumeId.New();
        var grain = Volume(id);
        var request = new CreateVolumeRequest { SizeGiB = 1, TypeId = type.Id };
        if (multiattach) request = request with { ExtraSpecs = request.ExtraSpecs.Add("multiattach", "<is> True") };
        await grain.Create(request, Caller);
        await Eventually.Is($"volume {id} is available", async () => (await grain.GetState())?.Status == VolumeStatus.Available);
        return (id, grain);
    }

    /// <summary>Reserves a volume and connects a host.</summary>
    public static async Task<AttachmentResult> AttachAsync(IVolumeGrain volume, string host, Guid? instance = null) =>
        await volume.CreateAttachment(new CreateAttachmentRequest(AttachmentId.New(), instance ?? Guid.NewGuid(), Connector(host), AttachMode.ReadWrite), Caller);

    /// <summary>A host's connector.</summary>
    public static Connector Connector(string host) => new() { Host = host, Initiator = "iqn.2026-11.test:" + host };

    /// <summary>Runs a call that must fail, and returns why.</summary>
    public static async Task<StorageError> ErrorOfAsync(Task call) => (await Assert.ThrowsAsync<StorageException>(() => call)).Error;

    /// <summary>The initiators that the array lets in to a volume, sorted.</summary>
    public IReadOnlyList<string> ExportsOf(VolumeId volume) =>
        [.. Driver.Array.ListExports().Where(e => e.VolumeId == volume && e.Initiator is not null).Select(e => e.Initiator!).Order(StringComparer.Ordinal)];

    /// <summary>Stops the silo in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
