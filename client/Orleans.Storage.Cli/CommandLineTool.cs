using System.CommandLine;
using System.CommandLine.Invocation;
using OrleansStorage.Cli.Commands;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Errors;
using OrleansStorage.Drivers;
using Spectre.Console;

namespace OrleansStorage.Cli;

/// <summary>The whole tool: parses, runs, and turns every expected failure into one line and an exit code.</summary>
/// <param name="console">Where results go.</param>
/// <param name="errors">Where failures go.</param>
/// <param name="time">The clock.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="network">Makes what carries the requests; null for the network.</param>
public sealed class CommandLineTool(IAnsiConsole console, TextWriter errors, TimeProvider time, Func<string, string?> environment, Func<HttpMessageHandler>? network = null)
{
    // An interrupted demo still takes back what it made.
    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(30);

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        var parsed = Root().Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return Fail(ExitCode.Unusable, string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CleaningTime, Error = errors }, cancellationToken);
        }
        catch (ApiException error)
        {
            return Fail(ExitCode.Failed, error.Message);
        }
        catch (StorageException error)
        {
            return Fail(ExitCode.Failed, error.Message);
        }
        catch (EndpointException error)
        {
            return Fail(ExitCode.Unusable, error.Message);
        }
        catch (DriverConfigurationException error)
        {
            return Fail(ExitCode.Unusable, error.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "Interrupted.");
        }
    }

    private RootCommand Root()
    {
        var context = new CliContext(console, errors, time, environment, network);
        var root = new RootCommand("Orleans.Storage: volumes, attachments, backends and types of a block storage service")
        {
            VolumeCommands.Create(context), AttachmentCommands.Create(context), BackendCommands.Create(context), TypeCommands.Create(context), DemoCommand.Create(context), ArrayCommand.Create(context),
            CheckCommand.Create(context), DoctorCommand.Create(context),
        };
        foreach (var option in context.Options())
            root.Options.Add(option);
        return root;
    }

    private int Fail(int exitCode, string message)
    {
        errors.WriteLine(message);
        return exitCode;
    }
}
