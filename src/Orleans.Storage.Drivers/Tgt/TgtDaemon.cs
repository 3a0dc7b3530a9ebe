using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrleansStorage.Files;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// Our own tgtd: started, watched, started again when it dies (without its exports: those come back through reconciliation) and stopped with the silo. One that a killed silo left is taken over with
/// its sessions when it is as configured, and ended otherwise. Start once; safe from any thread afterwards.
/// </summary>
internal sealed partial class TgtDaemon(TgtOptions options, TgtAdm adm, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watch = Task.CompletedTask;
    private Process? _process;

    /// <exception cref="DriverConfigurationException">It does not start.</exception>
    public async Task Start(CancellationToken cancellationToken)
    {
        PrivateFiles.MakeDirectory(options.StateDirectory);
        _process = await TakeOver(cancellationToken) ?? await Launch(cancellationToken);
        _watch = Watch(_process, _stopping.Token);
    }

    /// <summary>Stops the daemon, by force if it does not go; one that exports something stays for the hosts that use it, and the next start takes it over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_process is { HasExited: false }) await Stop(_process);
        _process?.Dispose();
        _stopping.Dispose();
    }

    private async Task<Process?> TakeOver(CancellationToken cancellationToken)
    {
        if (TgtProcess.FindLeftover(options) is not { } found) return null;
        if (found.IsAsConfigured && await HasPortal(cancellationToken))
        {
            LogTakenOver(found.Process.Id, options.BackendName);
            return found.Process;
        }
        LogReplaced(found.Process.Id, options.BackendName);
        await Kill(found.Process);
        return null;
    }

    private async Task<Process> Launch(CancellationToken cancellationToken)
    {
        var process = TgtProcess.Start(options);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        while (!process.HasExited && !late.IsCancellationRequested)
        {
            if (await HasPortal(CancellationToken.None)) return process;
            await Task.Delay(BetweenLooks, time, CancellationToken.None);
        }
        if (!process.HasExited) await Kill(process);
        cancellationToken.ThrowIfCancellationRequested();
        throw options.Wrong("StartDaemon", $"is true, but tgtd does not serve portal {options.Portal}: see {TgtProcess.LogPath(options)}");
    }

    // A daemon whose port is taken runs on without a portal.
    private async Task<bool> HasPortal(CancellationToken cancellationToken)
    {
        try
        {
            var shown = await adm.Run(["--mode", "portal", "--op", "show"], cancellationToken);
            return shown.Split('\n').Any(l => l.StartsWith($"Portal: {options.Portal},", StringComparison.Ordinal));
        }
        catch (TgtFailure)
        {
            return false;
        }
    }

    private async Task Watch(Process process, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await process.WaitForExitAsync(stopping);
                LogDied(process.Id, options.BackendName);
                _process = process = await Launch(stopping);
                LogRestarted(process.Id, options.BackendName);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DriverConfigurationException e)
            {
                LogNotRestarted(options.BackendName, e.Message);
                await Task.Delay(BetweenStarts, time, CancellationToken.None);
            }
        }
    }

    private async Task Stop(Process process)
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var targets = TgtShowParser.Parse(await adm.Run(["--mode", "target", "--op", "show"], late.Token)).Length;
            if (targets > 0)
            {
                LogLeft(process.Id, options.BackendName, targets);
                return;
            }
            // It ignores SIGTERM.
            await adm.Run(["--mode", "sys", "--op", "delete"], late.Token);
            await process.WaitForExitAsync(late.Token);
        }
        catch (Exception e) when (e is TgtFailure or FormatException or OperationCanceledException)
        {
            await Kill(process);
        }
    }

    private static async Task Kill(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over tgtd {Pid} of backend {Backend}, with its sessions")]
    private partial void LogTakenOver(int pid, string backend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ending tgtd {Pid}, left over for backend {Backend}: it was started with other options or does not answer")]
    private partial void LogReplaced(int pid, string backend);

    [LoggerMessage(Level = LogLevel.Information, Message = "tgtd {Pid} of backend {Backend} goes on without this silo: it serves {Targets} targets")]
    private partial void LogLeft(int pid, string backend, int targets);

    [LoggerMessage(Level = LogLevel.Error, Message = "tgtd {Pid} of backend {Backend} ended; its exports are gone until they are made again")]
    private partial void LogDied(int pid, string backend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "tgtd of backend {Backend} was started again as {Pid}")]
    private partial void LogRestarted(int pid, string backend);

    [LoggerMessage(Level = LogLevel.Error, Message = "tgtd of backend {Backend} does not start again: {Why}")]
    private partial void LogNotRestarted(string backend, string why);
}
