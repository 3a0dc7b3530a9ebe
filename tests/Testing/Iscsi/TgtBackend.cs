using System.Collections.Immutable;
using OrleansStorage.Files;

namespace OrleansStorage.Testing.Iscsi;

/// <summary>
/// A place for a tgtd of its own: a free portal, a pool and a data directory. The driver under test, or the silo that has it, starts the daemon; what is here finds it and ends it. One per test or
/// silo; dispose last.
/// </summary>
public sealed class TgtBackend : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private TgtBackend(string? poolDirectory)
    {
        PrivateFiles.MakeDirectory(DataDirectory);
        PoolDirectory = poolDirectory ?? _directory["pool"];
    }

    /// <summary>A new place; nothing runs yet.</summary>
    /// <param name="poolDirectory">Where the pool is to be; null for a place of its own.</param>
    public static TgtBackend Reserve(string? poolDirectory = null) => new(poolDirectory);

    /// <summary>The portal, <c>127.0.0.1:port</c>.</summary>
    public string Portal { get; } = $"127.0.0.1:{FreePort.Next()}";

    /// <summary>Where the driver, or the silo, keeps its files; it exists.</summary>
    public string DataDirectory => _directory["data"];

    /// <summary>The pool directory.</summary>
    public string PoolDirectory { get; }

    /// <summary>The backend's name.</summary>
    public const string Name = "tgt";

    /// <summary>The driver's options.</summary>
    public ImmutableDictionary<string, string> Options => ImmutableDictionary<string, string>.Empty.Add("PoolDirectory", PoolDirectory).Add("Portal", Portal).Add("ControlPort", "1");

    /// <summary>The same as an entry of a silo's <c>Storage:Backends</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(int index) =>
        Options.Select(o => KeyValuePair.Create("Options:" + o.Key, o.Value)).Append(new("Name", Name)).Append(new("Driver", "Tgt")).Select(s => KeyValuePair.Create($"Storage:Backends:{index}:{s.Key}", s.Value));

    /// <summary>The process ids of the daemons that serve this backend.</summary>
    public IReadOnlyList<int> Daemons()
    {
        var socket = "TGT_IPC_SOCKET=" + SocketPath;
        return [.. Directory.EnumerateDirectories("/proc").Where(d => Read(d, "comm").Trim() == "tgtd" && Read(d, "environ").Split('\0').Contains(socket)).Select(d => int.Parse(Path.GetFileName(d), System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>Ends its daemon as a crash does.</summary>
    public void KillDaemon()
    {
        foreach (var pid in Daemons())
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
    }

    /// <summary>Runs tgtadm as an operator would.</summary>
    public Task<ProgramOutput> Adm(params string[] command) =>
        ProgramOutput.Run("tgtadm", ["-C", "1", "--lld", "iscsi", .. command], ("TGT_IPC_SOCKET", SocketPath), ("PATH", Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin"));

    /// <summary>Everything that the daemon shows: targets, sessions, rules and accounts.</summary>
    public async Task<string> Describe() => (await Adm("--mode", "target", "--op", "show")).Output + (await Adm("--mode", "account", "--op", "show")).Output;

    /// <summary>Ends a daemon that the test left and removes the files.</summary>
    public ValueTask DisposeAsync()
    {
        KillDaemon();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private string SocketPath => Path.Combine(DataDirectory, "tgt", Name, "socket");

    private static string Read(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
