using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Attachments;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Volumes;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage attachment …</c></summary>
internal static class AttachmentCommands
{
    public static Command Create(CliContext context) => new("attachment", "Attachments: one consumer's claim on a volume")
    {
        List(context), Show(context), Make(context), Connect(context), Complete(context), Migrate(context), Delete(context), ForceDetach(context),
    };

    private static Command List(CliContext context)
    {
        var volume = new Option<string?>("--volume") { Description = "Those of one volume, by its id or name" };
        var everybody = new Option<bool>("--all-projects") { Description = "Those of every project" };
        return context.Command("list", "List attachments, newest first", [volume, everybody], async (parsed, api, writer, token) =>
        {
            var filter = parsed.GetValue(volume) is { } named ? $"&volume_id={await api.VolumeIdAsync(named, token)}" : "";
            var attachments = await Pages.ReadAsync(api, $"attachments/detail?all_tenants={(parsed.GetValue(everybody) ? 1 : 0)}{filter}", "attachments", token);
            writer.List(attachments,
                Column.Of("ID", "id"), Column.Of("Volume", "volume_id"), Column.Of("Status", "status"), Column.Of("Instance", "instance"),
                Column.Of("Mode", "attach_mode"), Column.Of("Attached at", "attached_at"));
        });
    }

    private static Command Show(CliContext context)
    {
        var id = Id();
        return context.Command("show", "Show one attachment and how its host logs in", [id], async (parsed, api, writer, token) =>
            writer.Show(await api.ReadAttachmentAsync(parsed.GetRequiredValue(id), token)));
    }

    private static Command Make(CliContext context)
    {
        var volume = Named.Volume();
        var instance = new Option<Guid?>("--instance") { Description = "The instance that claims the volume" };
        var host = new ConnectorOptions("The host to connect at once; without it the volume is only reserved", required: false);
        var mode = new Option<string?>("--mode") { Description = "The access wanted" }.AcceptOnlyFromAmong("rw", "ro");
        return Live(context, "create", "Reserve a volume and, with --host, connect that host", [volume, instance, .. host.Symbols, mode], async (parsed, api, calls, token) => await calls.CreateAsync(
            await api.VolumeIdAsync(parsed.GetRequiredValue(volume), token), parsed.GetValue(instance), WireName<AttachMode>.Parse(parsed.GetValue(mode)) ?? AttachMode.Unspecified, host.Find(parsed), token));
    }

    private static Command Connect(CliContext context)
    {
        var host = new ConnectorOptions("The host to connect", required: true);
        return Act(context, "connect", "Connect an attachment's host: the array lets it in", host.Symbols, (parsed, calls, attachment, token) => calls.ConnectAsync(attachment, host.Read(parsed), token));
    }

    private static Command Complete(CliContext context) =>
        Act(context, "complete", "Say that the guest uses the volume now", [], (_, calls, attachment, token) => calls.CompleteAsync(attachment, token), done: "complete");

    private static Command Migrate(CliContext context)
    {
        var id = Id();
        var host = new ConnectorOptions("The host that the instance moves to", required: true);
        return Live(context, "migrate", "Let another host in for the attachment's instance, complete it there, and end the attachment", [id, .. host.Symbols],
            (parsed, _, calls, token) => calls.MigrateAsync(Key(parsed, id), host.Read(parsed), token));
    }

    private static Command Delete(CliContext context) =>
        Act(context, "delete", "End an attachment; its host is shut out unless another attachment needs it", [], (_, calls, attachment, token) => calls.DeleteAsync(attachment, token), done: "deleted");

    private static Command ForceDetach(CliContext context)
    {
        var id = Id();
        return context.Command("force-detach", "End an attachment whose host is dead: cut the host on the array, end its sessions, and show what the array shows after; for admins", [id], async (parsed, api, writer, token) =>
        {
            var attachment = Key(parsed, id);
            var action = new JsonObject { ["os-force_detach"] = new JsonObject { ["attachment_id"] = attachment.Id } };
            var shows = await api.PostForHeaderAsync($"volumes/{await api.VolumeOfAsync(attachment, token)}/action", action, "X-Orleans-Storage-Array", token);
            if (writer.Format == OutputFormat.Json)
                writer.Show(shows);
            else
                writer.List((shows["hosts"]?.AsArray() ?? []).Select(h => h!.AsObject()), Column.Of("Host", "host"), Column.Of("Initiator", "initiator"), Column.Of("Exported", "exported"), Column.Of("Sessions", "sessions"));
        });
    }

    /// <summary>A command that acts on one attachment.</summary>
    private static Command Act(
        CliContext context, string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, IAttachmentCalls, AttachmentKey, CancellationToken, Task> act, string? done = null)
    {
        var id = Id();
        return Live(context, name, description, [id, .. symbols], async (parsed, _, calls, token) =>
        {
            var attachment = Key(parsed, id);
            await act(parsed, calls, attachment, token);
            return attachment;
        }, done);
    }

    /// <summary>A command of the attach life, through the REST API or, with <c>--cluster</c>, the SDK; then it shows the attachment, or says what is done.</summary>
    private static Command Live(CliContext context, string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, CinderApi, IAttachmentCalls, CancellationToken, Task<AttachmentKey>> act, string? done = null) =>
        context.Command(name, description, [.. symbols, context.Cluster], async (parsed, api, writer, token) =>
        {
            await using var calls = await context.AttachmentCallsAsync(parsed, api, token);
            var attachment = await act(parsed, api, calls, token);
            if (done is null)
                writer.Show(await api.ReadAttachmentAsync(attachment.Id, token));
            else
                writer.Done($"Attachment {attachment.Id} is {done}.");
        });

    private static Argument<string> Id() => new("attachment") { Description = "The attachment's id" };

    private static AttachmentKey Key(ParseResult parsed, Argument<string> id) => new(parsed.GetRequiredValue(id));
}
