using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>
/// A tgtd that the operator runs and the driver only uses. The machine's own socket is root's and everybody's, so it has one of its own, and only its tgtadm knows where; that tgtadm reaches nobody when it
/// is told of a socket, as by a driver that looks for a daemon of its own.
/// </summary>
internal sealed class SystemTgtd : IAsyncDisposable
{
    private readonly TgtBackend _backend;
    private readonly string _socket;
    private RunningProcess? _process;

    private SystemTgtd(TgtBackend backend)
    {
        _backend = backend;
        _socket = Path.Combine(backend.DataDirectory, "system-socket");
        TgtadmPath = TgtadmScript.Write(backend.DataDirectory, $"""
            [ -z "$TGT_IPC_SOCKET" ] || exit 107
            export TGT_IPC_SOCKET={_socket}
            """);
    }

    /// <summary>The tool that reaches it.</summary>
    public string TgtadmPath { get; }

    /// <summary>Whether it runs.</summary>
    public bool Runs => _process is { HasExited: false };

    /// <summary>Starts one that serves the backend's portal.</summary>
    public static async Task<SystemTgtd> StartAsync(TgtBackend backend)
    {
        var tgtd = new SystemTgtd(backend);
        await tgtd.StartAsync();
        return tgtd;
    }

    /// <summary>Ends it as a crash does and starts it again; it has forgotten everything.</summary>
    public async Task RestartAsync()
    {
        await DisposeAsync();
        await StartAsync();
    }

    /// <summary>Ends it, if it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    private async Task StartAsync()
    {
        _process = RunningProcess.Start("/usr/sbin/tgtd", ["-f", "-C", "1", "--iscsi", "portal=" + _backend.Portal], new Dictionary<string, string> { ["TGT_IPC_SOCKET"] = _socket });
        await Eventually.Is($"tgtd serves {_backend.Portal}", async () =>
            (await ProgramOutput.Run(TgtadmPath, ["-C", "1", "--lld", "iscsi", "--mode", "portal", "--op", "show"])).Output.Contains(_backend.Portal, StringComparison.Ordinal));
    }
}
