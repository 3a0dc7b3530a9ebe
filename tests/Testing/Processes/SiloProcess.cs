namespace OrleansStorage.Testing.Processes;

/// <summary>A silo as its users run it: a process of its own, on free ports of 127.0.0.1, with a data directory of its own. The test's project must reference the silo's, so that it is built.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, string> _environment;
    private readonly DirectoryInfo _data;
    private readonly HttpClient _http;
    private RunningProcess? _process;

    private SiloProcess(IReadOnlyDictionary<string, string> configuration)
    {
        var ports = FreePort.Next(3);
        _data = Directory.CreateTempSubdirectory("orleans-storage-");
        Url = new($"http://127.0.0.1:{ports[0]}");
        GatewayPort = ports[2];
        _http = new() { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        _environment = new(configuration.Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)))
        {
            ["ASPNETCORE_URLS"] = Url.AbsoluteUri,
            ["Storage__Silo__SiloPort"] = $"{ports[1]}",
            ["Storage__Silo__GatewayPort"] = $"{ports[2]}",
            ["Storage__DataDirectory"] = DataDirectory,
        };
    }

    /// <summary>Where it answers: dashboard, health, metrics.</summary>
    public Uri Url { get; }

    /// <summary>Where its block storage API answers.</summary>
    public Uri Endpoint => new(Url, "v3");

    /// <summary>Where SDK clients connect.</summary>
    public int GatewayPort { get; }

    /// <summary>Where it keeps its files; removed at the end.</summary>
    public string DataDirectory => _data.FullName;

    /// <summary>What it has written since its last start.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Its process id since its last start.</summary>
    public int ProcessId => Running.Id;

    private RunningProcess Running => _process ?? throw new InvalidOperationException("The silo has not been started.");

    /// <summary>Starts a silo and waits until it is ready.</summary>
    /// <param name="configuration">Settings such as <c>Storage:Backends:0:Driver</c>; none for one simulated backend.</param>
    public static async Task<SiloProcess> StartAsync(IReadOnlyDictionary<string, string>? configuration = null)
    {
        var silo = new SiloProcess(configuration ?? new Dictionary<string, string>());
        try
        {
            await silo.StartAgainAsync();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it after it ended, with the same ports, configuration and data, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process = RunningProcess.Start("dotnet", [Repository.Assembly("silo", "Orleans.Storage.Silo.dll")], _environment, DataDirectory);
        using var limit = new CancellationTokenSource(StartTimeout);
        while (!await IsReadyAsync())
        {
            if (Running.HasExited) throw new InvalidOperationException($"The silo ended with {Running.ExitCode} instead of getting ready. It wrote:\n{Output}");
            if (limit.IsCancellationRequested) throw new TimeoutException($"The silo's /healthz/ready was not healthy within {StartTimeout.TotalSeconds:0} s. It wrote:\n{Output}");
            await Task.Delay(Poll);
        }
    }

    /// <summary>Asks it to end and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Running.Terminate();
        return Running.WaitForExitAsync(StopTimeout);
    }

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => Running.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // A silo that is asked ends what it started itself, such as an array's daemon.
            _process.Terminate();
            try
            {
                await _process.WaitForExitAsync(StopTimeout);
            }
            finally
            {
                await _process.DisposeAsync();
            }
        }
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("healthz/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
