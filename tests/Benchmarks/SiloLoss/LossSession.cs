using System.Diagnostics;
using System.Globalization;
using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;
using Spectre.Console;

namespace OrleansStorage.Benchmarks.SiloLoss;

/// <summary>Three silos under load; one is lost, and started again, several times. Every other time it is the one that has the backend's grain.</summary>
internal sealed class LossSession(IReadOnlyDictionary<string, string> settings, int runs, int volumes, bool hang)
{
    private const string Backend = "array";
    private const int TableWidth = 140;
    // What a silo does most is compiled anew within its first half minute of work.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private int _falseDeaths;

    public async Task RunAsync()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(settings, arrayLatencyMs: 20);
        await using var grains = await ClusterGrains.ConnectAsync(cluster);
        using (var api = new ApiClient(cluster.Urls[0]))
        {
            (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
            await api.CreateTypeAsync(Backend, new { volume_backend_name = Backend });
        }
        List<LossResult> results = [];
        for (var run = 0; run < runs; run++)
        {
            await ReviveAsync(cluster);
            var withBackend = await grains.SiloOfBackendAsync(Backend);
            try
            {
                results.Add(await LoseAsync(cluster, grains, run % 2 == 0 ? withBackend : (withBackend + 1) % ClusterUnderTest.Size, run % 2 == 0));
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Console.WriteLine($"run {run + 1} is left out, for its volumes could not be made: {e.Message}");
                continue;
            }
            Console.WriteLine($"run {run + 1}: silent {string.Join(" ", results[^1].SilentSeconds.Order().Select(s => s.ToString("F1", CultureInfo.InvariantCulture)))} s; others' errors: {results[^1].OthersErrors.Count}");
        }
        Write(results);
    }

    private async Task<LossResult> LoseAsync(ClusterUnderTest cluster, ClusterGrains grains, int victim, bool hasBackend)
    {
        var apis = cluster.Urls.Where((_, n) => n != victim).Select(u => new ApiClient(u)).ToList();
        var made = await CreateAsync(cluster);
        var loops = made.Select((v, i) => new AttachLoop(apis, v, $"host{i}")).ToList();
        var places = await Task.WhenAll(loops.Select(async l => (Loop: l, Silo: await grains.SiloOfVolumeAsync(l.Volume))));
        using var stopping = new CancellationTokenSource();
        var working = Task.WhenAll(loops.Select(l => l.RunAsync(stopping.Token)));
        await Task.Delay(Before);
        var silo = cluster.Silos[victim]!;
        var lostAt = Stopwatch.GetTimestamp();
        await (hang ? silo.StopAsync() : silo.KillAsync());
        await Task.Delay(After);
        await stopping.CancelAsync();
        await working;
        if (hang) await silo.KillAsync();
        await cluster.StartSiloAsync(victim);
        await Task.Delay(Settling);
        apis.ForEach(a => a.Dispose());
        return LossResult.Of(hasBackend, lostAt, places.Where(p => p.Silo == victim).Select(p => p.Loop), places.Where(p => p.Silo != victim).Select(p => p.Loop));
    }

    /// <summary>Starts silos again that the cluster took for dead though they lived, and counts them: what the settings cost on a machine that is too busy.</summary>
    private async Task ReviveAsync(ClusterUnderTest cluster)
    {
        for (var n = 0; n < ClusterUnderTest.Size; n++)
        {
            if (cluster.Silos[n] is { IsRunning: true }) continue;
            _falseDeaths++;
            await cluster.StartSiloAsync(n);
            await Task.Delay(Settling);
        }
    }

    /// <summary>Through each silo's API in turn: Orleans likes to put a grain where it is first asked for.</summary>
    private async Task<string[]> CreateAsync(ClusterUnderTest cluster)
    {
        var apis = cluster.Urls.Select(u => new ApiClient(u)).ToList();
        var made = await Task.WhenAll(Enumerable.Range(0, volumes).Select(i => apis[i % apis.Count].CreateVolumeAsync(Backend)));
        apis.ForEach(a => a.Dispose());
        return made;
    }

    private void Write(IReadOnlyList<LossResult> results)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TableWidth);
        var table = new Table().Title($"Loss of one of three silos ({(hang ? "SIGSTOP" : "SIGKILL")}), {volumes} volumes; {_falseDeaths} silos were taken for dead that lived")
            .AddColumns("the lost silo", "losses", "its volumes", "silent p50 s", "p99 s", "max s", "others' calls", "errors", "p99 ms before", "p99 ms", "max ms");
        foreach (var group in results.GroupBy(r => r.HadBackend))
        {
            var (silent, others, before) = (group.SelectMany(r => r.SilentSeconds).ToList(), group.SelectMany(r => r.OthersMs).ToList(), group.SelectMany(r => r.OthersBeforeMs).ToList());
            var errors = group.SelectMany(r => r.OthersErrors).ToList();
            table.AddRow(group.Key ? "had the backend's grain" : "had volumes only", $"{group.Count()}", $"{silent.Count}", F(silent, 0.5), F(silent, 0.99), F(silent, 1), $"{others.Count}",
                errors.Count == 0 ? "0" : string.Join(", ", errors.GroupBy(e => e).Select(e => $"{e.Count()} × {e.Key}")), F(before, 0.99), F(others, 0.99), F(others, 1));
        }
        AnsiConsole.Write(table);
    }

    private static string F(List<double> values, double share)
    {
        if (values.Count == 0) return "-";
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)].ToString("F1", CultureInfo.InvariantCulture);
    }
}
