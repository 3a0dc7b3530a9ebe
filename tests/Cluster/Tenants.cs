using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.Cluster.Tests;

/// <summary>The load of one fault: tenants that work until they are stopped, and what must hold then.</summary>
internal sealed class Tenants : IAsyncDisposable
{
    private static readonly TimeSpan CycleTimeout = TimeSpan.FromSeconds(90);

    /// <summary>The reconciler's period and what it needs to finish.</summary>
    private static readonly TimeSpan QuiesceTimeout = TimeSpan.FromSeconds(60);

    private readonly ClusterFixture _fixture;
    private readonly List<ClusterClient> _clients = [];
    private readonly List<Tenant> _tenants = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _working = [];

    public Tenants(ClusterFixture fixture) => _fixture = fixture;

    public IReadOnlyList<Tenant> All => _tenants;

    /// <summary>A tenant that was refused what it may do ends at once, and says why; the others go on.</summary>
    private bool HasFailed => _working.Any(w => w.IsFaulted);

    /// <summary>Makes volumes, each with a tenant that uses the APIs of these silos.</summary>
    public async Task<IReadOnlyList<Tenant>> AddAsync(string backend, int count, params int[] silos)
    {
        using var api = new ApiClient(_fixture.Cluster.Urls[silos[0]]);
        var volumes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => api.CreateVolumeAsync(backend)));
        var added = volumes.Select((v, i) =>
        {
            var client = _fixture.Client(silos);
            _clients.Add(client);
            return new Tenant(client, backend, v, _tenants.Count + i);
        }).ToList();
        _tenants.AddRange(added);
        return added;
    }

    /// <summary>Lets them work; ends when each has done a cycle.</summary>
    public async Task StartAsync()
    {
        _working = [.. _tenants.Select(t => Task.Run(() => t.RunAsync(_stopping.Token)))];
        await CycleAsync("at first");
    }

    /// <summary>Ends when each has done two more cycles, of which at least one began after now.</summary>
    public async Task CycleAsync(string when)
    {
        var goals = _tenants.ToDictionary(t => t, t => t.Cycles + 2);
        try
        {
            await Eventually.Is("two cycles of each tenant " + when, () => Task.FromResult(HasFailed || goals.All(g => g.Key.Cycles >= g.Value)), CycleTimeout);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; late are: {string.Join("; ", goals.Where(g => g.Key.Cycles < g.Value).Select(g => $"{g.Key.Backend} {g.Key.Volume} [{string.Join(", ", g.Key.Repeats)}]"))}", e);
        }
        await ThrowFailureAsync();
    }

    /// <summary>Ends when calls of a backend's tenants had to be repeated.</summary>
    public async Task FailAsync(string backend)
    {
        await Eventually.Is($"a call of backend {backend} fails", () => Task.FromResult(HasFailed || _tenants.Any(t => t.Backend == backend && t.Failures > 0)), CycleTimeout);
        await ThrowFailureAsync();
    }

    /// <summary>Stops them where they are, and checks: what was acknowledged is there, the arrays show what is recorded, and the array's own log has no export twice.</summary>
    public async Task StopAndCheckAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_working);
        using var api = new ApiClient(_fixture.Cluster.Urls[0]);
        await api.WaitUntilArrayShowsWhatIsRecordedAsync(QuiesceTimeout);
        var exports = (await api.BackendsAsync()).SelectMany(b => b.Exports).ToHashSet();
        foreach (var tenant in _tenants)
        {
            foreach (var (attachment, host) in tenant.Acknowledged)
            {
                var shown = (await api.GetAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK).GetProperty("attachment");
                Assert.True(shown.GetProperty("connection_info").TryGetProperty("target_iqn", out _), $"The acknowledged attachment {attachment} has lost its connection.");
                Assert.Contains($"{tenant.Volume} {ApiClient.Initiator(host)}", exports);
            }
            var mine = exports.Where(e => e.StartsWith(tenant.Volume, StringComparison.Ordinal)).Count();
            Assert.True(mine <= 2, $"{tenant.Volume} has {mine} exports.");
        }
        ArrayLog.Check(await _fixture.Cluster.Array.ReadLogAsync(), exports);
    }

    private Task ThrowFailureAsync() => _working.FirstOrDefault(w => w.IsFaulted) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var client in _clients) client.Dispose();
        _stopping.Dispose();
    }
}
