using System.Diagnostics;
using System.Globalization;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Drivers;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>A silo and an array of the demo's own, on free ports of the loopback and in a temporary directory; both are gone with it.</summary>
internal sealed class ChaosSite : IAsyncDisposable
{
    private const string SiloAssembly = "Orleans.Storage.Silo.dll";
    private const int ExportTimeoutMs = 5_000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orleans-storage-demo-");

    private ChaosSite(string silo, TimeProvider time)
    {
        var ports = LoopbackPorts.Free(4).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        Endpoint = new($"http://127.0.0.1:{ports[0]}/v3");
        var arrayAt = $"127.0.0.1:{ports[3]}";
        Array = new(Start(typeof(ChaosSite).Assembly.Location, ["array", "--listen", arrayAt, "--journal", Path.Combine(_directory.FullName, "array.journal")]), "array", "The array listens", time);
        var start = Start(silo, []);
        foreach (var (key, value) in SiloSettings(ports, arrayAt))
            start.Environment[key] = value;
        Silo = new(start, "silo", "Orleans.Storage is ready.", time);
    }

    /// <summary>The silo's API.</summary>
    public Uri Endpoint { get; }

    /// <summary>The silo.</summary>
    public ChaosProcess Silo { get; }

    /// <summary>The array: killed, it forgets its exports and keeps its volumes.</summary>
    public ChaosProcess Array { get; }

    /// <summary>Starts both.</summary>
    /// <param name="silo">The silo's program; null for the one beside this tool, or the one that was built with it.</param>
    /// <param name="time">The clock of the time-outs.</param>
    /// <exception cref="EndpointException">There is no such program, or it does not start.</exception>
    public static async Task<ChaosSite> StartAsync(string? silo, TimeProvider time)
    {
        var site = new ChaosSite(FindSilo(silo), time);
        try
        {
            await site.Array.StartAsync();
            await site.Silo.StartAsync();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Array.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static string FindSilo(string? named)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        // Built in the repository: client/Orleans.Storage.Cli/bin/CONFIGURATION/FRAMEWORK, and the silo's output in a folder of the same names.
        var built = Path.Combine(here.FullName, "..", "..", "..", "..", "..", "silo", "bin", here.Parent!.Name, here.Name, SiloAssembly);
        string[] places = named is null ? [Path.Combine(here.FullName, SiloAssembly), Path.GetFullPath(built)] : [Path.GetFullPath(named)];
        return places.FirstOrDefault(File.Exists)
            ?? throw new EndpointException($"There is no silo at {string.Join(" nor at ", places)}: build one (dotnet build silo -c Release), or name it with --silo.");
    }

    private ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _directory.FullName,
        };
        // What the user's own silo is told is none of this one's business.
        foreach (var key in start.Environment.Keys.Where(key => key.StartsWith("Storage__", StringComparison.OrdinalIgnoreCase) || key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(key);
        return start;
    }

    private IEnumerable<(string Key, string Value)> SiloSettings(string[] ports, string arrayAt) =>
    [
        ("ASPNETCORE_URLS", Endpoint.GetLeftPart(UriPartial.Authority)),
        ("Storage__DataDirectory", Path.Combine(_directory.FullName, "data")),
        ("Storage__Silo__SiloPort", ports[1]),
        ("Storage__Silo__GatewayPort", ports[2]),
        ("Storage__Admin__Urls", ""),
        ("Storage__Operations__ExportTimeoutMs", ExportTimeoutMs.ToString(CultureInfo.InvariantCulture)),
        ("Storage__Backends__0__Name", "array"),
        ("Storage__Backends__0__Driver", DriverCatalog.Default),
        ("Storage__Backends__0__Options__Endpoint", arrayAt),
    ];
}
