using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Connections;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage attachment …</c></summary>
internal static class AttachmentCommands
{
    public static Command Create(CliContext context) => new("attachment", "Attachments: one consumer's claim on a volume")
    {
        List(context), Show(context), Make(context), Complete(context), Delete(context),
    };

    private static Command List(CliContext context)
    {
        var volume = new Option<string?>("--volume") { Description = "Those of one volume" };
        var everybody = new Option<bool>("--all-projects") { Description = "Those of every project" };
        return context.Command("list", "List attachments, newest first", [volume, everybody], async (parsed, api, writer, token) =>
        {
            var filter = parsed.GetValue(volume) is { } id ? $"&volume_id={Uri.EscapeDataString(id)}" : "";
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
            writer.Show((JsonObject)(await api.GetAsync($"attachments/{parsed.GetValue(id)}", token))["attachment"]!));
    }

    private static Command Make(CliContext context)
    {
        var volume = new Argument<string>("volume") { Description = "The volume's id" };
        var instance = new Option<string?>("--instance") { Description = "The instance that claims the volume" };
        var host = new Option<string?>("--host") { Description = "The host to connect at once; without it the volume is only reserved" };
        var initiator = new Option<string?>("--initiator") { Description = "The host's iSCSI initiator name; needs --host" };
        var mode = new Option<string?>("--mode") { Description = "The access wanted" }.AcceptOnlyFromAmong("rw", "ro");
        return context.Command("create", "Reserve a volume and, with --host, connect that host", [volume, instance, host, initiator, mode], async (parsed, api, writer, token) =>
        {
            var attachment = new JsonObject { ["volume_uuid"] = parsed.GetValue(volume) };
            if (parsed.GetValue(instance) is { } server)
                attachment["instance_uuid"] = server;
            if (parsed.GetValue(mode) is { } access)
                attachment["mode"] = access;
            if (parsed.GetValue(host) is { } name)
                attachment["connector"] = JsonSerializer.SerializeToNode(new Connector { Host = name, Initiator = parsed.GetValue(initiator) }, ConnectorJson.Options);
            writer.Show((JsonObject)(await api.PostAsync("attachments", new() { ["attachment"] = attachment }, token))["attachment"]!);
        });
    }

    private static Command Complete(CliContext context)
    {
        var id = Id();
        return context.Command("complete", "Say that the guest uses the volume now", [id], async (parsed, api, writer, token) =>
        {
            await api.PostAsync($"attachments/{parsed.GetValue(id)}/action", new() { ["os-complete"] = null }, token);
            writer.Done($"Attachment {parsed.GetValue(id)} is complete.");
        });
    }

    private static Command Delete(CliContext context)
    {
        var id = Id();
        return context.Command("delete", "End an attachment; its host is shut out unless another attachment needs it", [id], async (parsed, api, writer, token) =>
        {
            await api.DeleteAsync($"attachments/{parsed.GetValue(id)}", token);
            writer.Done($"Attachment {parsed.GetValue(id)} is deleted.");
        });
    }

    private static Argument<string> Id() => new("attachment") { Description = "The attachment's id" };
}
