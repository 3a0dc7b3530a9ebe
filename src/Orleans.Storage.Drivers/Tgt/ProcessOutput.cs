namespace OrleansStorage.Drivers.Tgt;

/// <summary>How a process ended. Immutable.</summary>
/// <param name="ExitCode">Its return code.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
internal sealed record ProcessOutput(int ExitCode, string Output, string Errors);
