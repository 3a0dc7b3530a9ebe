using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.EndToEnd.Monitoring;

/// <summary>What an operator sees of an array whose daemon hangs, and of one that works.</summary>
public sealed class HangingArrayTests : IAsyncLifetime
{
    private const string Backend = "orleans-storage@remote#pool";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private ArrayProcess _array = null!;
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _array = new(_directory.FullPath);
        await _array.StartAsync();
        _silo = await SiloProcess.StartAsync(new()
        {
            DataDirectory = _directory.FullPath,
            More = new Dictionary<string, string>
            {
                ["Storage:Backends:0:Name"] = "remote", ["Storage:Backends:0:Driver"] = "Simulated", ["Storage:Backends:0:Options:Endpoint"] = _array.Endpoint,
                ["Storage:Clustering:ClusterId"] = "blue",
            },
        });
        _api = new(_silo.Url);
    }

    public async Task DisposeAsync()
    {
        _array.Continue();
        _api.Dispose();
        await _silo.DisposeAsync();
        await _array.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Array_ThatHangsAndGoesOn_IsSeenInMetricsReadinessAndLogOnce()
    {
        await ShowsAsync("the array is up", m => m.Find("orleansstorage_backend_up", ("backend", Backend)) == 1);
        Assert.Equal("Healthy", await ReadinessAsync());

        _array.Pause();
        await ShowsAsync("the array is down", m => m.Find("orleansstorage_backend_up", ("backend", Backend)) == 0);
        Assert.StartsWith("Degraded\nbackends: remote does not answer since 20", await ReadinessAsync(), StringComparison.Ordinal);
        await ShowsAsync("its silence lasts", m => m.Find("orleansstorage_backend_last_answer_age_seconds", ("backend", Backend)) > 6);
        Assert.Equal((1, 1), (LogLines("does not answer"), LogLines("its array answers")));

        _array.Continue();
        await ShowsAsync("the array is up again", m => m.Find("orleansstorage_backend_up", ("backend", Backend)) == 1 && m.Find("orleansstorage_backend_last_answer_age_seconds", ("backend", Backend)) < 6);
        Assert.Equal("Healthy", await ReadinessAsync());
        Assert.Equal((1, 2), (LogLines("does not answer"), LogLines("its array answers")));
    }

    [Fact]
    public async Task Backend_InUse_ShowsCapacityVolumesOperationsAndDrift()
    {
        (await _api.PutAsync($"os-quota-sets/{_api.Project}", new { quota_set = new { gigabytes = -1 } })).Expect(HttpStatusCode.OK);
        await _api.CreateVolumeAsync(sizeGiB: 3);
        var tooLarge = (await _api.PostAsync("volumes", new { volume = new { size = 1 << 30 } })).Expect(HttpStatusCode.Accepted);
        await _api.WaitForStatusAsync(tooLarge.GetProperty("volume").GetProperty("id").GetString()!, "error");

        const double gib = 1024d * 1024 * 1024;
        await ShowsAsync("all figures are there", m =>
            m.Find("orleansstorage_backend_capacity_total_bytes", ("backend", Backend)) > gib
            && m.Find("orleansstorage_backend_capacity_free_bytes", ("backend", Backend)) > gib
            && m.Find("orleansstorage_backend_capacity_provisioned_bytes", ("backend", Backend)) == 3 * gib
            && m.Find("orleansstorage_backend_last_reconcile_age_seconds", ("backend", Backend)) < 120
            && m.Find("orleansstorage_backend_drift", ("backend", Backend), ("kind", "orphaned")) == 0
            && m.Find("orleansstorage_backend_operations_open", ("backend", Backend)) == 0
            && m.Find("orleansstorage_backend_oldest_operation_age_seconds", ("backend", Backend)) == 0
            && m.Find("orleansstorage_backend_breaker_state", ("backend", Backend)) == 0, Soon);
        await ShowsAsync("volumes are counted", m =>
            m.Find("orleansstorage_volumes", ("backend", Backend), ("status", "available")) == 1 && m.Find("orleansstorage_volumes", ("backend", ""), ("status", "error")) == 1, TimeSpan.FromSeconds(90));

        _array.Pause();
        var slow = _api.PostAsync("volumes", new { volume = new { size = 1 } });
        await ShowsAsync("an operation is open, and grows old", m =>
            m.Find("orleansstorage_backend_operations_open", ("backend", Backend)) == 1 && m.Find("orleansstorage_backend_oldest_operation_age_seconds", ("backend", Backend)) > 2, Soon);
        _array.Continue();
        (await slow).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Metrics_SayWhoMeasuresAndCollideWithNoneOfOrleans()
    {
        await ShowsAsync("the array is up", m => m.Find("orleansstorage_backend_up", ("backend", Backend)) == 1);
        var metrics = await Metrics.ReadAsync(_silo);
        Assert.Equal(1, metrics.Find("target_info", ("service_name", "orleans-storage"), ("cluster", "blue"), ("service_instance_id", $"127.0.0.1:{_silo.Settings.SiloPort}")));
        Assert.DoesNotContain(metrics.Names, n => n.StartsWith("orleans_storage_backend", StringComparison.Ordinal));
    }

    private async Task ShowsAsync(string what, Func<Metrics, bool> isShown, TimeSpan? timeout = null) =>
        await Eventually.Is(what, async () => isShown(await Metrics.ReadAsync(_silo)), timeout ?? Soon);

    private async Task<string> ReadinessAsync()
    {
        using var http = new HttpClient { BaseAddress = _silo.AdminUrl };
        return await http.GetStringAsync("/healthz/ready");
    }

    private int LogLines(string text) => _silo.Output.Split('\n').Count(l => l.Contains(Backend, StringComparison.Ordinal) && l.Contains(text, StringComparison.Ordinal));
}
