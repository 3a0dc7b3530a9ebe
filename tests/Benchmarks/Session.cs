using System.Diagnostics;
using System.Globalization;
using OrleansStorage.Testing;
using Spectre.Console;

namespace OrleansStorage.Benchmarks;

/// <summary>One database's measurements: its own commit rate, then the product on it, side by side.</summary>
internal sealed class Session(Options options, string database)
{
    private const int CommitsPerCycle = 6;
    private const int ListedVolumes = 1000;
    private readonly Table _table = new Table().Title($"[bold]{database}[/]").AddColumns("operation", "in flight", "per second", "p50 ms", "p99 ms", "max ms", "of commit rate / 6", "CPU ms each: silo / database / client");
    private int _siloPid;
    private int? _databasePid;

    public async Task RunAsync()
    {
        using var directory = new TemporaryDirectory();
        var server = new PostgreSqlServer();
        if (database == "PostgreSql") await server.InitializeAsync();
        var connectionString = database == "PostgreSql" ? await server.NewDatabaseAsync() : null;
        var started = Stopwatch.StartNew();
        await using (var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, PostgreSqlConnectionString = connectionString }))
        {
            AnsiConsole.MarkupLineInterpolated($"{database}: the silo answered after {started.Elapsed.TotalSeconds:F1} s and takes {Process.GetProcessById(silo.Pid).WorkingSet64 / 1048576} MB");
            (_siloPid, _databasePid) = (silo.Pid, connectionString is null ? null : server.Pid);
            await MeasureAsync(silo, directory.FullPath, connectionString);
        }
        AnsiConsole.Write(_table);
        if (database == "PostgreSql") await server.DisposeAsync();
    }

    private async Task MeasureAsync(SiloProcess silo, string directory, string? connectionString)
    {
        await RestLoad.LiftQuotaAsync(silo.Settings.ApiPort);
        await WarmUpAsync(silo);
        foreach (var inFlight in options.InFlight)
        {
            var commits = connectionString is null
                ? await CommitRate.OfSqliteAsync(directory, options.Duration)
                : await CommitRate.OfPostgreSqlAsync(connectionString, inFlight, options.Duration);
            Add("database: conditional update", commits with { InFlight = inFlight }, null, "");
            await using (var sdk = await SdkLoad.PrepareAsync(silo.Settings.GatewayPort, inFlight))
                await MeasureAsync("SDK: attach cycle", inFlight, sdk.AttachCycleAsync, commits);
            using var rest = await RestLoad.PrepareAsync(silo.Settings.ApiPort, inFlight);
            await MeasureAsync("REST: attach cycle", inFlight, rest.AttachCycleAsync, commits);
            if (options.OnlyAttach) continue;
            await Load.RunAsync(inFlight, TimeSpan.FromMilliseconds(200), rest.InitializeConnectionAsync);
            await MeasureAsync("REST: os-initialize_connection, exported", inFlight, rest.InitializeConnectionAsync);
            await MeasureAsync("REST: GET /volumes/{id}", inFlight, rest.ShowAsync);
            await MeasureAsync("REST: create until available", inFlight, rest.CreateAsync);
        }
        if (!options.OnlyAttach) await MeasureListAsync(silo);
        if (options.Attaches > 0) await MeasureCostAsync(silo);
    }

    private async Task WarmUpAsync(SiloProcess silo)
    {
        await using var sdk = await SdkLoad.PrepareAsync(silo.Settings.GatewayPort, 32);
        await Load.RunAsync(32, options.WarmUp / 3, sdk.AttachCycleAsync);
        using var rest = await RestLoad.PrepareAsync(silo.Settings.ApiPort, 32);
        await Load.RunAsync(32, options.WarmUp / 3, rest.AttachCycleAsync);
        await Load.RunAsync(32, options.WarmUp / 3, options.OnlyAttach ? rest.AttachCycleAsync : rest.CreateAsync);
    }

    private async Task MeasureAsync(string operation, int inFlight, Func<int, int, Task> action, LoadResult? commits = null)
    {
        var before = CpuTime.Read(_siloPid, _databasePid);
        var result = await Load.RunAsync(inFlight, options.Duration, action);
        Add(operation, result, commits, CpuTime.Read(_siloPid, _databasePid).Since(before).Per(result.Done));
    }

    private async Task MeasureListAsync(SiloProcess silo)
    {
        using var rest = await RestLoad.PrepareAsync(silo.Settings.ApiPort, 32);
        var missing = ListedVolumes - 32;
        await Parallel.ForAsync(0, 32, async (worker, _) =>
        {
            for (var i = 0; i < missing / 32; i++) await rest.CreateUntilAvailableAsync(worker);
        });
        await Load.RunAsync(32, options.WarmUp / 3, rest.ListDetailAsync);
        await MeasureAsync("REST: GET /volumes/detail, page of 1,000", 32, rest.ListDetailAsync);
    }

    /// <summary>The same 32 volumes are attached again and again; the last two thousand cycles beside the first.</summary>
    private async Task MeasureCostAsync(SiloProcess silo)
    {
        const int Window = 2000;
        await using var sdk = await SdkLoad.PrepareAsync(silo.Settings.GatewayPort, 32);
        var done = 0;
        var marks = new Dictionary<int, TimeSpan>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(async () =>
        {
            while (true)
            {
                await sdk.AttachCycleAsync(worker, 0);
                var n = Interlocked.Increment(ref done);
                if (n % 1000 == 0) lock (marks) marks[n] = clock.Elapsed;
                if (n >= options.Attaches + 1000) return;
            }
        })));
        var early = (marks[1000 + Window] - marks[1000]).TotalMilliseconds / Window;
        var late = (marks[options.Attaches] - marks[options.Attaches - Window]).TotalMilliseconds / Window;
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{database}: attach 1,000 costs {early:F3} ms, attach {options.Attaches:N0} costs {late:F3} ms: ratio {late / early:F2}");
    }

    private void Add(string operation, LoadResult result, LoadResult? commits, string cpu)
    {
        static string F(double value) => value.ToString(value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);
        var ratio = commits is null ? "" : (result.PerSecond / (commits.PerSecond / CommitsPerCycle)).ToString("P0", CultureInfo.InvariantCulture);
        _table.AddRow(operation.EscapeMarkup(), result.InFlight.ToString(CultureInfo.InvariantCulture), F(result.PerSecond), F(result.PercentileMs(0.5)), F(result.PercentileMs(0.99)), F(result.PercentileMs(1)), ratio, cpu);
        Console.WriteLine($"{database} {operation} @{result.InFlight}: {F(result.PerSecond)}/s p99 {F(result.PercentileMs(0.99))} ms {ratio} CPU {cpu}");
    }
}
