using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage volume …</c></summary>
internal static class VolumeCommands
{
    public static Command Create(CliContext context) => new("volume", "Volumes: block devices with a size, a type and a life")
    {
        List(context), Show(context), Make(context), Delete(context), Extend(context), Operation(context), VolumeTimeline.Create(context),
    };

    private static Command List(CliContext context)
    {
        var everybody = new Option<bool>("--all-projects") { Description = "Those of every project" };
        return context.Command("list", "List volumes, newest first", [everybody], async (parsed, api, writer, token) =>
        {
            var volumes = await Pages.ReadAsync(api, $"volumes/detail?all_tenants={(parsed.GetValue(everybody) ? 1 : 0)}", "volumes", token);
            writer.List(volumes,
                Column.Of("ID", "id"), Column.Of("Name", "name"), Column.Of("Status", "status"), Column.Of("GiB", "size"), Column.Of("Type", "volume_type"),
                new("Attached to", AttachedTo), Column.Of("Backend", "os-vol-host-attr:host"));
        });
    }

    private static Command Show(CliContext context)
    {
        var volume = Named.Volume();
        return context.Command("show", "Show one volume", [volume], async (parsed, api, writer, token) =>
            writer.Show((JsonObject)(await api.GetAsync($"volumes/{await IdAsync(api, parsed, volume, token)}", token))["volume"]!));
    }

    private static Command Operation(CliContext context)
    {
        var volume = Named.Volume();
        return context.Command("operation", "Show what a volume's open operation waits for: its place in the array's queue and how long that may take", [volume], async (parsed, api, writer, token) =>
        {
            if ((await api.GetAsync($"orleans-storage/volumes/{await IdAsync(api, parsed, volume, token)}/operation", token))["operation"] is JsonObject operation)
                writer.Show(operation);
            else
                writer.Done($"Volume {parsed.GetValue(volume)} has no open operation.");
        });
    }

    private static Command Make(CliContext context)
    {
        var size = NumberOption.AtLeast(1, new Option<int>("--size") { Description = "Its size in GiB", Required = true });
        var name = new Option<string?>("--name") { Description = "Its name" };
        var type = new Option<string?>("--type") { Description = "Its type, by name or id" };
        var zone = new Option<string?>("--zone") { Description = "The availability zone that it must be in" };
        return context.Command("create", "Create a volume", [size, name, type, zone], async (parsed, api, writer, token) =>
        {
            var wanted = new JsonObject { ["size"] = parsed.GetValue(size) };
            Set(wanted, "name", parsed.GetValue(name));
            Set(wanted, "volume_type", parsed.GetValue(type));
            Set(wanted, "availability_zone", parsed.GetValue(zone));
            writer.Show((JsonObject)(await api.PostAsync("volumes", new() { ["volume"] = wanted }, token))["volume"]!);
        });
    }

    private static Command Delete(CliContext context)
    {
        var volume = Named.Volume();
        var cascade = new Option<bool>("--cascade") { Description = "Its snapshots first" };
        return context.Command("delete", "Delete a volume that nobody holds", [volume, cascade], async (parsed, api, writer, token) =>
        {
            await api.DeleteAsync($"volumes/{await IdAsync(api, parsed, volume, token)}?cascade={(parsed.GetValue(cascade) ? "true" : "false")}", token);
            writer.Done($"Volume {parsed.GetValue(volume)} is being deleted.");
        });
    }

    private static Command Extend(CliContext context)
    {
        var volume = Named.Volume();
        var size = new Argument<int>("size") { Description = "Its new size in GiB" };
        return context.Command("extend", "Grow a volume, also while a host uses it", [volume, size], async (parsed, api, writer, token) =>
        {
            await api.PostAsync($"volumes/{await IdAsync(api, parsed, volume, token)}/action", new() { ["os-extend"] = new JsonObject { ["new_size"] = parsed.GetValue(size) } }, token);
            writer.Done($"Volume {parsed.GetValue(volume)} is being extended to {parsed.GetValue(size)} GiB.");
        });
    }

    private static Task<string> IdAsync(CinderApi api, ParseResult parsed, Argument<string> volume, CancellationToken cancellationToken) =>
        api.VolumeIdAsync(parsed.GetRequiredValue(volume), cancellationToken);

    private static void Set(JsonObject target, string field, string? value)
    {
        if (value is not null)
            target[field] = value;
    }

    private static string AttachedTo(JsonObject volume) => volume["attachments"] is JsonArray attachments
        ? string.Join(", ", attachments.Select(attachment => Column.Text(attachment!["host_name"]) is { Length: > 0 } host ? host : Column.Text(attachment["server_id"])))
        : "";
}
