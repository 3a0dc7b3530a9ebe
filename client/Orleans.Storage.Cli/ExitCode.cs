namespace OrleansStorage.Cli;

/// <summary>What the tool's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;
    /// <summary>The API refused or failed; or the demo found a difference, or a check a violation.</summary>
    public const int Failed = 1;
    /// <summary>The command line is wrong, or nobody answers at the endpoint, or a check cannot tell.</summary>
    public const int Unusable = 2;
    /// <summary>The user interrupted it; 128 and SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
