using System.Globalization;
using OrleansStorage.Files;

namespace OrleansStorage.Testing.Cluster;

/// <summary>A tgtd that no silo starts, as the system's own; several silos use it. Killed and started again it has forgotten its exports.</summary>
public sealed class TgtdProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(15);
    private readonly string _directory;
    private readonly string _portal = $"127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
    private RunningProcess? _process;

    /// <summary>One that keeps its files in a directory; not started yet.</summary>
    public TgtdProcess(string directory)
    {
        _directory = directory;
        PrivateFiles.MakeDirectory(Path.Combine(directory, "pool"));
    }

    /// <summary>What silos need in their environment to find it.</summary>
    public (string Name, string Value) SocketVariable => ("TGT_IPC_SOCKET", Path.Combine(_directory, "tgtd.socket"));

    /// <summary>The backend's options, by name.</summary>
    public IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>
    {
        ["PoolDirectory"] = Path.Combine(_directory, "pool"), ["Portal"] = _portal, ["ControlPort"] = "1", ["StartDaemon"] = "false",
    };

    /// <summary>Starts it; ends when it serves its portal.</summary>
    public async Task StartAsync()
    {
        var program = File.Exists("/usr/sbin/tgtd") ? "/usr/sbin/tgtd" : "tgtd";
        _process = RunningProcess.Start(program, ["-f", "-C", "1", "--iscsi", "portal=" + _portal], new Dictionary<string, string> { [SocketVariable.Name] = SocketVariable.Value });
        await Eventually.Is("tgtd serves its portal", async () =>
            (await ProgramOutput.Run("tgtadm", ["-C", "1", "--lld", "iscsi", "--mode", "portal", "--op", "show"], SocketVariable)).Output.Contains(_portal, StringComparison.Ordinal), StartTimeout);
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
