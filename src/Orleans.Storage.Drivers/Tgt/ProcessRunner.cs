using System.Diagnostics;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Runs a program to its end, without a shell and without blocking a thread. Safe from any thread.</summary>
internal static class ProcessRunner
{
    /// <summary>Runs it; when cancelled it is killed and has ended before this throws, so that it can do nothing later.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; it may have acted.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<ProcessOutput> Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        return new(process.ExitCode, await output, await errors);
    }
}
