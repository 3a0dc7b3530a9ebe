using System.ComponentModel;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>The tgtadm tool, one command a call. Some arguments are secrets: none is ever logged or put into a message. Safe from any thread; the order of commands is the caller's affair.</summary>
internal sealed class TgtAdm(TgtOptions options)
{
    /// <summary>tgtadm's return code when there is no daemon (ENOTCONN).</summary>
    private const int DaemonUnreachable = 107;

    private readonly string[] _common = ["-C", options.ControlPort.ToString(System.Globalization.CultureInfo.InvariantCulture), "--lld", "iscsi"];

    /// <summary>Runs one command and returns what it shows.</summary>
    /// <exception cref="TgtFailure">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it may have acted.</exception>
    public async Task<string> Run(string[] command, CancellationToken cancellationToken)
    {
        var ended = await Start(command, cancellationToken);
        // A daemon that goes away in the middle of its answer leaves return code 0 and a complaint: an empty answer would be read as "there is nothing".
        var error = ended.ExitCode == 0 && ended.Errors.Length == 0 ? TgtError.None : Classify(ended);
        if (error == TgtError.None) return ended.Output;
        throw new TgtFailure(error, $"tgtadm {Name(command)} ended with {ended.ExitCode}: {ended.Errors.Trim().Replace("tgtadm: ", "", StringComparison.Ordinal)}");
    }

    private async Task<ProcessOutput> Start(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessRunner.Run(options.TgtadmPath, [.. _common, .. command], options.Environment, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new TgtFailure(TgtError.Unreachable, $"{options.TgtadmPath} cannot be run: {e.Message}");
        }
    }

    private static TgtError Classify(ProcessOutput ended) => ended.Errors switch
    {
        _ when ended.ExitCode == DaemonUnreachable => TgtError.Unreachable,
        var text when text.Contains("closed the socket", StringComparison.Ordinal) => TgtError.ConnectionLost,
        var text when text.Contains("already exists", StringComparison.Ordinal) => TgtError.AlreadyThere,
        var text when text.Contains("can't find", StringComparison.Ordinal) || text.Contains("does not exist", StringComparison.Ordinal) => TgtError.NotThere,
        var text when text.Contains("still active", StringComparison.Ordinal) => TgtError.Active,
        _ => TgtError.Other,
    };

    /// <summary>The command without its values, some of which are secret: <c>--mode account --op new</c>.</summary>
    private static string Name(string[] command) => string.Join(' ', command.Take(4));
}
