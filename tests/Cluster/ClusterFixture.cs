using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.Cluster.Tests;

/// <summary>One cluster for all faults, each of which leaves it whole.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterFixture : IAsyncLifetime, ICollectionFixture<ClusterFixture>
{
    /// <summary>The name of the collection of tests.</summary>
    public const string Name = "Cluster";

    /// <summary>The backend whose array is a process of its own.</summary>
    public const string ArrayBackend = "array";

    /// <summary>The backend whose array is tgt.</summary>
    public const string TgtBackend = "tgt";

    /// <summary>The tests run on machines that are busy with other things: a silo that gets no processor for two seconds must not be taken for dead. What the tuned settings give is measured, not tested.</summary>
    private static readonly Dictionary<string, string> Patient = new() { ["Storage:Clustering:ProbeTimeoutMs"] = "2000", ["Storage:Clustering:NumMissedProbesLimit"] = "3", ["Storage:Api:TrustedProxies:0"] = "127.0.0.1" };

    public ClusterUnderTest Cluster { get; private set; } = null!;

    /// <summary>Where its grains are.</summary>
    public ClusterGrains Grains { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await ClusterUnderTest.StartAsync(Patient, arrayLatencyMs: 20);
        using var api = new ApiClient(Cluster.Urls[0]);
        (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
        foreach (var backend in (string[])[ArrayBackend, TgtBackend]) await api.CreateTypeAsync(backend, new { volume_backend_name = backend });
        Grains = await ClusterGrains.ConnectAsync(Cluster);
    }

    public async Task DisposeAsync()
    {
        if (Grains is not null) await Grains.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
    }

    /// <summary>A client of these silos' APIs.</summary>
    public ClusterClient Client(params int[] silos) => new(silos.Select(n => Cluster.Urls[n]), TimeSpan.FromSeconds(90));

    /// <summary>Waits until every silo serves.</summary>
    /// <exception cref="InvalidOperationException">One has ended; the message has what it wrote.</exception>
    public async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient();
        foreach (var silo in Cluster.Silos)
        {
            await Eventually.Is($"{silo!.Url} is ready", async () =>
            {
                if (!silo.IsRunning) throw new InvalidOperationException($"The silo at {silo.Url} has ended:\n{silo.Output}");
                return (await http.GetAsync(new Uri(silo.Url, "/healthz/ready"))).IsSuccessStatusCode;
            }, TimeSpan.FromSeconds(60));
        }
    }
}
