using System.Diagnostics;
using System.Text;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>A server of the demo as a process of its own, that can be killed and started again as it was. One caller at a time.</summary>
internal sealed class ChaosProcess(ProcessStartInfo start, string name, string readyLine, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>What it is to people.</summary>
    public string Name => name;

    /// <summary>Starts it; ends when it serves.</summary>
    /// <exception cref="EndpointException">It cannot be started, or ended, or does not serve in time; with what it wrote.</exception>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new EndpointException($"The {name} ended before it served:\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(StartTimeout, time);
        }
        catch (TimeoutException)
        {
            throw new EndpointException($"The {name} did not serve within {StartTimeout.TotalSeconds:0} s:\n{Output}");
        }
    }

    /// <summary>Ends it as a crash would (SIGKILL), and starts it again.</summary>
    public async Task KillAndStartAsync()
    {
        await DisposeAsync();
        await StartAsync();
    }

    /// <summary>Ends it as a crash would; nothing when it does not run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        using (process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    private void Read(string? line, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.Contains(readyLine, StringComparison.Ordinal))
            ready.TrySetResult();
    }
}
