using System.CommandLine;
using OrleansStorage.Cli.Demo;
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
        var command = new Command("demo", "Attach, multi-attach, live-migrate, detach and delete, and compare the arrays' exports with the attachments; exit code 1 if one differs") { volumes, hosts, context.Cluster };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = context.Api(parsed);
            var writer = context.Writer(parsed);
            var settings = new DemoSettings(parsed.GetValue(volumes), parsed.GetValue(hosts), InFlight);
            await using var attachments = await context.AttachmentCallsAsync(parsed, api, cancellationToken);
            var report = await new DemoRun(api, attachments, settings, DisplayFor(writer), context.Time, context.Errors).RunAsync(cancellationToken);
            report.Write(writer);
            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static IDemoDisplay DisplayFor(ResultWriter writer) => writer switch
    {
        { Format: OutputFormat.Json } => new SilentDisplay(),
        { Console.Profile.Out.IsTerminal: true } => new LiveDisplay(writer.Console),
        _ => new LineDisplay(writer.Console),
    };
}
