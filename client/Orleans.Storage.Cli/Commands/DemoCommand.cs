using System.CommandLine;
using OrleansStorage.Cli.Demo;
using OrleansStorage.Cli.Demo.Chaos;
using OrleansStorage.Cli.Output;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage demo</c></summary>
internal static class DemoCommand
{
    private const int InFlight = 16;

    public static Command Create(CliContext context)
    {
        var volumes = NumberOption.AtLeast(1, new Option<int>("--volumes") { Description = "Volumes that one instance each attaches; a tenth as many are shared by all hosts", DefaultValueFactory = _ => 50 });
        var hosts = NumberOption.AtLeast(2, new Option<int>("--hosts") { Description = "Compute hosts", DefaultValueFactory = _ => 8 });
        var chaos = new Option<bool>("--chaos") { Description = "Start a silo and an array for the demo, kill and restart both in the middle of it, and remove them at its end" };
        var silo = new Option<string?>("--silo") { Description = "With --chaos: the silo's program, or its assembly; without it the one that was built with this tool" };
        var command = new Command("demo", "Attach, multi-attach, live-migrate, detach and delete, and compare the arrays' exports with the attachments; exit code 1 if one differs") { volumes, hosts, chaos, silo, context.Cluster };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(chaos) && (context.NamesEndpoint(parsed) || parsed.GetValue(context.Cluster) is not null))
                parsed.AddError("--chaos starts a silo of its own: it goes with neither --endpoint nor --cluster.");
            if (!parsed.GetValue(chaos) && parsed.GetValue(silo) is not null)
                parsed.AddError("--silo goes with --chaos only: it names the silo that is started and killed.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var writer = context.Writer(parsed);
            var settings = new DemoSettings(parsed.GetValue(volumes), parsed.GetValue(hosts), InFlight);
            var report = parsed.GetValue(chaos)
                ? await new ChaosDemo(settings, DisplayFor(writer), context.Time).RunAsync(parsed.GetValue(silo), context.ProjectOf(parsed), context.UserOf(parsed), cancellationToken)
                : await RunAsync(context, parsed, settings, DisplayFor(writer), cancellationToken);
            report.Write(writer);
            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<DemoReport> RunAsync(CliContext context, ParseResult parsed, DemoSettings settings, IDemoDisplay display, CancellationToken cancellationToken)
    {
        using var api = await context.ApiAsync(parsed, cancellationToken);
        await using var attachments = await context.AttachmentCallsAsync(parsed, api, cancellationToken);
        return await new DemoRun(api, attachments, settings, display, context.Time, context.Errors).RunAsync(cancellationToken);
    }

    private static IDemoDisplay DisplayFor(ResultWriter writer) => writer switch
    {
        { Format: OutputFormat.Json } => new SilentDisplay(),
        { Console.Profile.Out.IsTerminal: true } => new LiveDisplay(writer.Console),
        _ => new LineDisplay(writer.Console),
    };
}
