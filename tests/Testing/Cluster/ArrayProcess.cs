using System.Globalization;

namespace OrleansStorage.Testing.Cluster;

/// <summary>The simulated array as a process of its own. Killed and started again it has its volumes and not its exports, and its log goes on.</summary>
public sealed class ArrayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly string _journal;
    private readonly int _latencyMs;
    private RunningProcess? _process;

    /// <summary>One that keeps its files in a directory; not started yet.</summary>
    public ArrayProcess(string directory, int latencyMs = 0)
    {
        _journal = Path.Combine(directory, "array.journal");
        _latencyMs = latencyMs;
    }

    /// <summary>Where it listens, <c>address:port</c>.</summary>
    public string Endpoint { get; } = $"127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Every change that it ever made, oldest first.</summary>
    public async Task<IReadOnlyList<ArrayChange>> ReadLogAsync() => [.. (await File.ReadAllLinesAsync(_journal + ".log")).Select(ArrayChange.Parse)];

    /// <summary>Starts it; ends when it listens.</summary>
    public async Task StartAsync()
    {
        _process = RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), "array", "--listen", Endpoint, "--journal", _journal,
            "--latency-ms", _latencyMs.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForOutputAsync("The array listens", StartTimeout);
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>It hangs: it takes calls and answers none.</summary>
    public void Pause() => _process!.Pause();

    /// <summary>It goes on.</summary>
    public void Continue() => _process!.Continue();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
