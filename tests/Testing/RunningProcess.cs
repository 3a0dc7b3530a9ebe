using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace OrleansStorage.Testing;

/// <summary>A process that a test started, with what it writes in hand. It is ended by its id when it is disposed. Safe from any thread.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private RunningProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it has written so far, both streams together.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that are added to those of the test.</param>
    /// <param name="workingDirectory">Where it runs; null for where the test does.</param>
    public static RunningProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingDirectory ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        return new(Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} (pid {Id}) did not end within {timeout.TotalSeconds:0} s. It wrote:\n{Output}");
        }
    }

    /// <summary>Waits until it has written a line with <paramref name="text"/> in it.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public async Task WaitForOutputAsync(string text, TimeSpan timeout)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal)) return;
            _awaited.Add((text, seen));
        }
        try
        {
            await seen.Task.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} (pid {Id}) did not write '{text}' within {timeout.TotalSeconds:0} s. It wrote:\n{Output}");
        }
    }

    /// <summary>Asks it to end (SIGTERM).</summary>
    public void Terminate() => Signal("-TERM");

    /// <summary>Stops it where it is (SIGSTOP): it hangs, and its connections with it.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Continue() => Signal("-CONT");

    private void Signal(string signal)
    {
        if (HasExited) return;
        using var kill = Process.Start("kill", [signal, $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as a crash would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        try
        {
            if (!HasExited) _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself between the question and the signal.
        }
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } data) return;
        lock (_output)
        {
            _output.AppendLine(data);
            foreach (var (text, seen) in _awaited)
            {
                if (data.Contains(text, StringComparison.Ordinal)) seen.TrySetResult();
            }
        }
    }
}
