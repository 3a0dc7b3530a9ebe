using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using OrleansStorage.Drivers;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.FaultSilo;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>The whole silo in this process, with the book of its faults in hand.</summary>
[CollectionDefinition(Name)]
public sealed class FaultyHost : IAsyncLifetime, ICollectionFixture<FaultyHost>
{
    /// <summary>The name of the collection of tests, which come one after another: a fault is armed for all that the silo does.</summary>
    public const string Name = "faulty host";

    private readonly TemporaryDirectory _directory = new();
    private WebApplication _app = null!;

    /// <summary>What goes wrong.</summary>
    internal FaultBook Book { get; } = new(TimeProvider.System, point => throw new InvalidOperationException($"{point} would end the tests."));

    /// <summary>Where it serves.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Its API.</summary>
    public ApiClient Api { get; private set; } = null!;

    /// <summary>Its array.</summary>
    internal SimulatedArray Array => ((SimulatedDriver)_app.Services.GetRequiredService<BackendRegistry>().All.Single().Driver).Array;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var ports = FreePort.Next(3).Select(p => p.ToString(CultureInfo.InvariantCulture)).ToArray();
        _app = await FaultySilo.BuildAsync(
        [
            $"--urls=http://127.0.0.1:{ports[0]}", $"--Storage:Silo:SiloPort={ports[1]}", $"--Storage:Silo:GatewayPort={ports[2]}", $"--Storage:DataDirectory={_directory.FullPath}", "--Storage:Silo:Dashboard=false", "--Storage:Admin:Urls=",
            "--Storage:Operations:ExportTimeoutMs=1000", "--Storage:Operations:DataTimeoutMs=2000", "--Storage:Operations:ClockSkewMs=100", "--Logging:LogLevel:Default=None",
        ], Book);
        await _app.StartAsync();
        Api = new(Url = new($"http://127.0.0.1:{ports[0]}"));
        // A project whose grain is lost counts its last promise for three minutes, and these tests lose it again and again.
        (await Api.PutAsync($"os-quota-sets/{Api.Project}", new { quota_set = new { volumes = -1, snapshots = -1, gigabytes = -1, groups = -1 } })).Expect(HttpStatusCode.OK);
    }

    /// <summary>Ends what activations are idle, so that the next calls begin by reading the record.</summary>
    public Task ForgetActivationsAsync() => _app.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Book.Clear();
        Api.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }
}
