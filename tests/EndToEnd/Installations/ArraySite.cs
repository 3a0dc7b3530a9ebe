using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.EndToEnd.Installations;

/// <summary>One array in a process of its own, and the installations that are started on it, each with a data directory of its own. Dispose it after the silos.</summary>
internal sealed class ArraySite : IAsyncDisposable
{
    /// <summary>The backend's name in every installation.</summary>
    public const string Backend = "array";

    private readonly TemporaryDirectory _directory = new();
    private readonly ArrayProcess _array;

    private ArraySite() => _array = new(_directory.FullPath);

    /// <summary>Starts the array.</summary>
    public static async Task<ArraySite> StartAsync()
    {
        var site = new ArraySite();
        await site._array.StartAsync();
        return site;
    }

    /// <summary>How an installation's silo is configured; its directory is there.</summary>
    public SiloSettings Settings(string installation, string? postgreSql = null, params (string Key, string Value)[] more)
    {
        Directory.CreateDirectory(_directory[installation], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var settings = new Dictionary<string, string>
        {
            ["Storage:Backends:0:Name"] = Backend, ["Storage:Backends:0:Driver"] = "Simulated", ["Storage:Backends:0:Options:Endpoint"] = _array.Endpoint,
            ["Storage:Operations:ExportTimeoutMs"] = "5000", ["Storage:Operations:OrphanGraceMs"] = "6100",
        };
        foreach (var (key, value) in more) settings[key] = value;
        return new() { DataDirectory = _directory[installation], PostgreSqlConnectionString = postgreSql, More = settings };
    }

    /// <summary>Removes everything that an installation keeps.</summary>
    public void Forget(string installation) => Directory.Delete(_directory[installation], recursive: true);

    /// <summary>How many changes the array has made.</summary>
    public async Task<int> ChangesAsync() => (await _array.ReadLogAsync()).Count;

    public async ValueTask DisposeAsync()
    {
        await _array.DisposeAsync();
        _directory.Dispose();
    }
}
