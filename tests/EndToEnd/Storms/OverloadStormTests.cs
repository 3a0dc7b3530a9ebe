using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Storms;

/// <summary>
/// Far more calls at once than an array serves within their deadline: those with a place are served, attaches and detaches in turn; the others are refused at once, changed nothing, and are served when
/// they are repeated.
/// </summary>
public sealed class OverloadStormTests(Xunit.Abstractions.ITestOutputHelper output) : IAsyncLifetime
{
    private const int Attaches = 1300;
    private const int Detaches = 1000;
    private const int SetUpAtOnce = 64;
    private const string Host = "compute";
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentBag<int> _refusals = [];
    private readonly ConcurrentDictionary<string, bool> _unknown = [];
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;
    private ApiClient _storm = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new SiloSettings
        {
            DataDirectory = _directory.FullPath,
            More = new Dictionary<string, string>
            {
                ["Storage:Operations:ExportTimeoutMs"] = "12000",
                ["Storage:Backends:0:Name"] = "sim",
                ["Storage:Backends:0:Driver"] = "Simulated",
                ["Storage:Backends:0:Options:LatencyMs"] = "50",
                ["Storage:Backends:0:Options:Concurrency"] = "8",
            },
        });
        _api = new ApiClient(_silo.Url);
        _storm = new ApiClient(_silo.Url, connections: Attaches + Detaches);
        (await _api.PutAsync($"os-quota-sets/{_api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        _storm?.Dispose();
        _api?.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Storm_OfAttachesAndDetaches_IsServedInTurnOrRefusedAtOnceAndNothingIsLost()
    {
        var volumes = await MakeVolumesAsync(Attaches + Detaches);
        var attachments = await EachAsync(volumes, volume => _api.ReserveAsync(volume));
        var (toAttach, toDetach) = (attachments[..Attaches], attachments[Attaches..]);
        await EachAsync(toDetach, async a => (await UntilServedAsync(() => _api.ConnectAsync(a, Host), a, "reserved")).Expect(HttpStatusCode.OK));
        _refusals.Clear();

        using var over = new CancellationTokenSource();
        var samples = SampleAsync(over.Token);
        var seen = WaitingOperationAsync(volumes);
        var storm = toAttach.Select(a => UntilServedAsync(() => _storm.ConnectAsync(a, Host), a, "reserved"))
            .Concat(toDetach.Select(DetachAsync));
        foreach (var answer in await Task.WhenAll(storm)) answer.Expect(HttpStatusCode.OK);
        await over.CancelAsync();

        await _api.WaitUntilArrayShowsWhatIsRecordedAsync();
        var exports = (await _api.BackendsAsync()).Single().Exports;
        Assert.Equal(volumes[..Attaches].Select(v => $"{v} {ApiClient.Initiator(Host)}").Order(StringComparer.Ordinal), exports);
        Assert.Contains(_refusals, length => length > 0);
        output.WriteLine($"{_refusals.Count} refusals, the queue {_refusals.Max()} long at most; {_unknown.Count} calls were unknown for a while");
        ServedInTurn(await samples);
        Assert.InRange((await seen).GetProperty("queue_position").GetInt32(), 1, Attaches + Detaches);
        await MetricsAreThereAndFewAsync();
    }

    /// <summary>Between two looks in which neither lane can have run empty, because more waited at first than were granted or sent away, each had every other turn.</summary>
    private static void ServedInTurn(IReadOnlyList<(Lane Attach, Lane Detach)> looks)
    {
        var turns = looks.Zip(looks.Skip(1)).Select(pair => (Attach: pair.First.Attach.Until(pair.Second.Attach), Detach: pair.First.Detach.Until(pair.Second.Detach)))
            .Where(t => t.Attach.NeverEmpty && t.Detach.NeverEmpty && t.Attach.Granted + t.Detach.Granted > 0).ToList();
        Assert.NotEmpty(turns);
        Assert.All(turns, t => Assert.InRange(t.Attach.Granted - t.Detach.Granted, -1, 1));
    }

    private async Task<IReadOnlyList<(Lane, Lane)>> SampleAsync(CancellationToken over)
    {
        List<(Lane, Lane)> looks = [];
        while (!over.IsCancellationRequested)
        {
            var backend = (await _api.GetAsync("orleans-storage/backends")).Expect(HttpStatusCode.OK).GetProperty("backends")[0];
            Assert.InRange(backend.GetProperty("running").GetInt32(), 0, 8);
            var lanes = backend.GetProperty("lanes").EnumerateArray().ToDictionary(l => l.GetProperty("lane").GetString()!, Lane.Read);
            looks.Add((lanes["attach"], lanes["detach"]));
        }
        return looks;
    }

    private sealed record Lane(int Waiting, long Granted, long Refused)
    {
        public static Lane Read(JsonElement lane) => new(lane.GetProperty("waiting").GetInt32(), lane.GetProperty("granted").GetInt64(), lane.GetProperty("refused").GetInt64());

        public (long Granted, bool NeverEmpty) Until(Lane later) => (later.Granted - Granted, later.Granted - Granted + later.Refused - Refused < Waiting);
    }

    private async Task<JsonElement> WaitingOperationAsync(string[] volumes)
    {
        var (found, next) = (default(JsonElement), 0);
        await Eventually.Is("an operation waits in the queue", async () =>
        {
            found = (await _api.GetAsync($"orleans-storage/volumes/{volumes[next++ * 37 % volumes.Length]}/operation")).Expect(HttpStatusCode.OK).GetProperty("operation");
            return found.ValueKind == JsonValueKind.Object && found.GetProperty("phase").GetString() == "waiting";
        }, TimeSpan.FromSeconds(60));
        return found;
    }

    /// <summary>
    /// Calls as Nova does: it heeds <c>Retry-After</c>, and repeats what is unknown to join it. A refusal of the queue must say its length, and must have left the attachment as it was.
    /// </summary>
    private async Task<ApiAnswer> UntilServedAsync(Func<Task<ApiAnswer>> call, string attachment, string before)
    {
        while (true)
        {
            var answer = await call();
            if (answer.Status == HttpStatusCode.GatewayTimeout)
            {
                _unknown.TryAdd(attachment, true);
                continue;
            }
            if (answer.Status != HttpStatusCode.ServiceUnavailable) return answer;
            Assert.True(answer.RetryAfter >= TimeSpan.FromSeconds(1), "Retry-After is missing: " + answer.Text);
            if (answer.Json.GetProperty("serviceUnavailable").TryGetProperty("queue_length", out var length)) await RefusedAsync(answer, length.GetInt32(), attachment, before);
            await Task.Delay(answer.RetryAfter!.Value);
        }
    }

    private async Task RefusedAsync(ApiAnswer answer, int queueLength, string attachment, string before)
    {
        Assert.True(answer.Json.GetProperty("serviceUnavailable").GetProperty("estimated_wait_ms").GetInt64() >= 0, answer.Text);
        if (_refusals.Count % 50 == 0 && !_unknown.ContainsKey(attachment))
            Assert.Equal(before, (await _api.GetAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("status").GetString());
        _refusals.Add(queueLength);
    }

    /// <summary>A detach that was unknown may have been settled before it was repeated.</summary>
    private async Task<ApiAnswer> DetachAsync(string attachment)
    {
        var answer = await UntilServedAsync(() => _storm.DeleteAsync($"attachments/{attachment}"), attachment, "attaching");
        return answer.Status == HttpStatusCode.NotFound && _unknown.ContainsKey(attachment) ? answer with { Status = HttpStatusCode.OK } : answer;
    }

    private async Task<string[]> MakeVolumesAsync(int count)
    {
        var ids = await EachAsync(Enumerable.Range(0, count), async _ =>
            (await _api.PostAsync("volumes", new { volume = new { size = 1 } })).Expect(HttpStatusCode.Accepted).GetProperty("volume").GetProperty("id").GetString()!);
        await Eventually.Is($"all {count} volumes are made", async () =>
            (await _api.GetAsync("volumes?status=creating&limit=1")).Expect(HttpStatusCode.OK).GetProperty("volumes").GetArrayLength() == 0, TimeSpan.FromMinutes(3));
        return ids;
    }

    private async Task MetricsAreThereAndFewAsync()
    {
        using var http = new HttpClient { BaseAddress = _silo.AdminUrl };
        var lines = (await http.GetStringAsync("metrics")).Split('\n').Where(l => l.StartsWith("orleansstorage_backend_", StringComparison.Ordinal)).ToList();
        foreach (var name in new[] { "waiting", "running", "refused_total", "breaker_state", "estimated_wait_seconds", "wait_seconds_count", "call_seconds_count" })
            Assert.Contains(lines, l => l.StartsWith("orleansstorage_backend_" + name + "{", StringComparison.Ordinal) && l.Contains("backend=\"orleans-storage@sim#pool\"", StringComparison.Ordinal));
        Assert.InRange(lines.Count, 1, 400);
    }

    private static async Task<TResult[]> EachAsync<T, TResult>(IEnumerable<T> items, Func<T, Task<TResult>> act)
    {
        var list = items.ToList();
        var results = new TResult[list.Count];
        await Parallel.ForAsync(0, list.Count, new ParallelOptions { MaxDegreeOfParallelism = SetUpAtOnce }, async (i, _) => results[i] = await act(list[i]));
        return results;
    }
}
