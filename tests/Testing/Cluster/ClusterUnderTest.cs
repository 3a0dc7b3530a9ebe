using System.Security.Cryptography;
using OrleansStorage.Files;

namespace OrleansStorage.Testing.Cluster;

/// <summary>Three silos, PostgreSQL, an array in a process of its own and a tgtd: all real processes, ended by their ids. Silos and arrays can be killed and started again one by one.</summary>
public sealed class ClusterUnderTest : IAsyncDisposable
{
    /// <summary>How many silos it has.</summary>
    public const int Size = 3;

    private readonly TemporaryDirectory _directory = new();
    private readonly SiloProcess?[] _silos = new SiloProcess?[Size];
    private readonly List<(int Number, SiloProcess Silo)> _started = [];
    private readonly SiloSettings[] _settings = new SiloSettings[Size];

    private ClusterUnderTest(int arrayLatencyMs)
    {
        Array = new(_directory.FullPath, arrayLatencyMs);
        Tgtd = new(_directory.FullPath);
    }

    /// <summary>The database.</summary>
    public PostgreSqlServer Database { get; } = new();

    /// <summary>The array of the backend <c>array</c>.</summary>
    public ArrayProcess Array { get; }

    /// <summary>The array of the backend <c>tgt</c>.</summary>
    public TgtdProcess Tgtd { get; }

    /// <summary>The silos that are running or stopped, by their number from 0.</summary>
    public IReadOnlyList<SiloProcess?> Silos => _silos;

    /// <summary>The APIs of all silos, also of dead ones.</summary>
    public IReadOnlyList<Uri> Urls => [.. _settings.Select(s => new Uri($"http://127.0.0.1:{s.ApiPort}"))];

    /// <summary>The gateways' ports of all silos.</summary>
    public IReadOnlyList<int> GatewayPorts => [.. _settings.Select(s => s.GatewayPort)];

    /// <summary>Which silo has this port for other silos.</summary>
    public int NumberOf(int siloPort) => System.Array.FindIndex(_settings, s => s.SiloPort == siloPort);

    /// <summary>Starts everything.</summary>
    /// <param name="more">Further keys of every silo's configuration.</param>
    /// <param name="arrayLatencyMs">How long each call of the array takes.</param>
    public static async Task<ClusterUnderTest> StartAsync(IReadOnlyDictionary<string, string>? more = null, int arrayLatencyMs = 0)
    {
        var cluster = new ClusterUnderTest(arrayLatencyMs);
        try
        {
            await Task.WhenAll(cluster.Database.InitializeAsync(), cluster.Array.StartAsync(), cluster.Tgtd.StartAsync());
            var database = await cluster.Database.NewDatabaseAsync();
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            for (var n = 0; n < Size; n++) cluster._settings[n] = cluster.Settings(n, database, key, more ?? new Dictionary<string, string>());
            await Task.WhenAll(Enumerable.Range(0, Size).Select(cluster.StartSiloAsync));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo that does not run; ends when it serves.</summary>
    public async Task StartSiloAsync(int number)
    {
        var silo = _silos[number] = await SiloProcess.StartAsync(_settings[number]);
        lock (_started) _started.Add((number, silo));
    }

    /// <summary>Writes what every silo has printed, also those that have ended, into a directory that is made for it.</summary>
    public void KeepLogs(string directory)
    {
        PrivateFiles.MakeDirectory(directory);
        lock (_started)
        {
            foreach (var (number, silo) in _started) File.WriteAllText(Path.Combine(directory, $"silo{number}-{silo.Pid}.log"), silo.Output);
        }
    }

    /// <summary>Ends everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos.Where(s => s is { IsRunning: true })) await silo!.KillAsync();
        await Array.DisposeAsync();
        await Tgtd.DisposeAsync();
        await Database.DisposeAsync();
        _directory.Dispose();
    }

    private SiloSettings Settings(int number, string database, string key, IReadOnlyDictionary<string, string> more)
    {
        var directory = _directory[$"silo{number}"];
        PrivateFiles.MakeDirectory(directory);
        var keys = new Dictionary<string, string>(more)
        {
            ["Storage:Clustering:Provider"] = "PostgreSql",
            ["Storage:Database:SecretsKey"] = key,
            ["Storage:Backends:0:Name"] = "array",
            ["Storage:Backends:0:Driver"] = "Simulated",
            ["Storage:Backends:0:Options:Endpoint"] = Array.Endpoint,
            ["Storage:Backends:1:Name"] = "tgt",
            ["Storage:Backends:1:Driver"] = "Tgt",
            [Tgtd.SocketVariable.Name] = Tgtd.SocketVariable.Value,
        };
        foreach (var (name, value) in Tgtd.Options) keys["Storage:Backends:1:Options:" + name] = value;
        return new() { DataDirectory = directory, PostgreSqlConnectionString = database, More = keys };
    }
}
