using System.Diagnostics;
using System.Text;

namespace OrleansStorage.Testing;

/// <summary>The product as a process of its own, on free ports of loopback; ended by its own pid.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(SiloSettings settings)
    {
        Settings = settings;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = settings.DataDirectory };
        start.ArgumentList.Add(settings.Program);
        foreach (var (key, value) in settings.Environment()) start.Environment[key] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The silo ended before it was ready:\n" + Output));
    }

    /// <summary>How it was configured.</summary>
    public SiloSettings Settings { get; }

    /// <summary>The API's base, without <c>/v3</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{Settings.ApiPort}");

    /// <summary>What operators look at: dashboard and metrics.</summary>
    public Uri AdminUrl => new($"http://127.0.0.1:{Settings.AdminPort}");

    /// <summary>Everything it has printed.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Its process id.</summary>
    public int Pid => _process.Id;

    /// <summary>Starts a silo and waits until it says that it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(SiloSettings settings)
    {
        var silo = new SiloProcess(settings);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        try
        {
            await silo._ready.Task.WaitAsync(StartTimeout);
            return silo;
        }
        catch (TimeoutException)
        {
            await silo.DisposeAsync();
            throw new TimeoutException("The silo did not say 'Orleans.Storage is ready.':\n" + silo.Output);
        }
    }

    /// <summary>Starts a silo that is expected to end by itself, and waits for that.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(SiloSettings settings)
    {
        await using var silo = new SiloProcess(settings);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        await silo._process.WaitForExitAsync().WaitAsync(StartTimeout);
        return (silo._process.ExitCode, silo.Output);
    }

    /// <summary>kill -9, and waits for the end.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself, and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StartTimeout);
        return _process.ExitCode;
    }

    /// <summary>Whether it runs, stopped or not.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>SIGSTOP: it does nothing from now on, as in a very long pause.</summary>
    public Task StopAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT: it goes on where it was stopped.</summary>
    public Task ContinueAsync() => SignalAsync("-CONT");

    /// <summary>SIGTERM, waits for the end, and returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("-TERM");
        return await WaitForExitAsync();
    }

    /// <summary>Ends it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await TerminateAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.Contains("Orleans.Storage is ready.", StringComparison.Ordinal)) _ready.TrySetResult();
    }
}
