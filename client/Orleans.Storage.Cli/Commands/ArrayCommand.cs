using System.CommandLine;
using System.Net;
using OrleansStorage.Drivers;
using Spectre.Console;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage array</c>: calls no API; it is an array.</summary>
internal static class ArrayCommand
{
    public static Command Create(CliContext context)
    {
        var listen = new Option<string>("--listen") { Description = "Where silos reach it; it trusts its callers", DefaultValueFactory = _ => "127.0.0.1:7770" };
        var journal = new Option<string?>("--journal") { Description = "The file that keeps its volumes and snapshots; every change is logged in the same with .log behind. Without it all is forgotten at its end" };
        var capacity = NumberOption.AtLeast(1, new Option<int>("--capacity-gib") { Description = "All of its space, in GiB", DefaultValueFactory = _ => 1_048_576 });
        var latency = NumberOption.AtLeast(0, new Option<int>("--latency-ms") { Description = "How long each call takes", DefaultValueFactory = _ => 0 });
        var shared = new Option<bool>("--shared-target") { Description = "All volumes share one target; the backends' SharedTarget must say the same" };
        listen.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>() ?? "", out var at) || at.Port == 0) result.AddError("--listen must be address:port such as 127.0.0.1:7770.");
        });
        var command = new Command("array", "Run a simulated array in this process, for the silos of a cluster, until it is interrupted") { listen, journal, capacity, latency, shared };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var program = new ArrayProgram(IPEndPoint.Parse(parsed.GetRequiredValue(listen)), parsed.GetValue(journal), parsed.GetValue(capacity), parsed.GetValue(latency), parsed.GetValue(shared));
            await DriverCatalog.RunArrayAsync(program, context.Time, () => context.Writer(parsed).Console.WriteLine($"The array listens on {program.Listen}."), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
