using System.Diagnostics;

namespace OrleansStorage.Testing;

/// <summary>How a program ended. Immutable.</summary>
/// <param name="ExitCode">Its return code.</param>
/// <param name="Output">All that it wrote, errors after the rest.</param>
public sealed record ProgramOutput(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramOutput> Run(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(File.Exists("/usr/sbin/" + program) ? "/usr/sbin/" + program : program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await errors);
    }
}
