using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage type …</c>; changes are for admins.</summary>
internal static class TypeCommands
{
    public static Command Create(CliContext context) => new("type", "Volume types: what operators offer") { List(context), Make(context), Delete(context), SetExtraSpec(context) };

    private static Command List(CliContext context) => context.Command("list", "List types", [], async (_, api, writer, token) =>
        writer.List(await Pages.ReadAsync(api, "types?is_public=None", "volume_types", token),
            Column.Of("ID", "id"), Column.Of("Name", "name"), Column.Of("Public", "is_public"), Column.Of("Extra specs", "extra_specs"), Column.Of("Description", "description")));

    private static Command Make(CliContext context)
    {
        var name = new Argument<string>("name") { Description = "Its name; must be new" };
        var description = new Option<string?>("--description") { Description = "What it is for" };
        var isPrivate = new Option<bool>("--private") { Description = "Only for projects that are let in" };
        return context.Command("create", "Create a type", [name, description, isPrivate], async (parsed, api, writer, token) =>
        {
            var type = new JsonObject { ["name"] = parsed.GetValue(name), ["description"] = parsed.GetValue(description), ["os-volume-type-access:is_public"] = !parsed.GetValue(isPrivate) };
            writer.Show((JsonObject)(await api.PostAsync("types", new() { ["volume_type"] = type }, token))["volume_type"]!);
        });
    }

    private static Command Delete(CliContext context)
    {
        var type = Named.Type();
        return context.Command("delete", "Delete a type that no volume has", [type], async (parsed, api, writer, token) =>
        {
            await api.DeleteAsync($"types/{await api.TypeIdAsync(parsed.GetRequiredValue(type), token)}", token);
            writer.Done($"Volume type {parsed.GetValue(type)} is deleted.");
        });
    }

    private static Command SetExtraSpec(CliContext context)
    {
        var type = Named.Type();
        var key = new Argument<string>("key") { Description = "Such as multiattach" };
        var value = new Argument<string>("value") { Description = "Such as '<is> True'" };
        return context.Command("set-extra-spec", "Say what a type's pools must have, or what its volumes can do", [type, key, value], async (parsed, api, writer, token) =>
        {
            var specs = new JsonObject { [parsed.GetRequiredValue(key)] = parsed.GetValue(value) };
            var answer = await api.PostAsync($"types/{await api.TypeIdAsync(parsed.GetRequiredValue(type), token)}/extra_specs", new() { ["extra_specs"] = specs }, token);
            writer.Show((JsonObject)answer["extra_specs"]!);
        });
    }
}
