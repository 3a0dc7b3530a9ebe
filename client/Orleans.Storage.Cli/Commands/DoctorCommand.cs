using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage doctor …</c>: records that cannot be read; for admins.</summary>
internal static class DoctorCommand
{
    private const string Path = "orleans-storage/records";

    public static Command Create(CliContext context)
    {
        var doctor = context.Command("doctor", "Read every record, and list those that cannot be read", [], async (_, api, writer, token) =>
        {
            var records = (await api.GetAsync(Path, token))["records"]!.AsArray();
            if (records.Count == 0 && writer.Format == OutputFormat.Table) writer.Done("Every record can be read.");
            else writer.List(records.Select(r => r!.AsObject()), Column.Of("Kind", "kind"), Column.Of("ID", "id"), Column.Of("Why", "why"));
        });
        doctor.Subcommands.Add(Show(context));
        doctor.Subcommands.Add(Repair(context));
        doctor.Subcommands.Add(Remove(context));
        return doctor;
    }

    private static Command Show(CliContext context)
    {
        var (kind, id) = Record();
        return context.Command("show", "Show a record as it is, its secrets sealed", [kind, id], async (parsed, api, writer, token) =>
        {
            var record = (await api.GetAsync(PathOf(parsed, kind, id), token))["record"]!.AsObject();
            writer.Console.Profile.Out.Writer.WriteLine(Column.Text(record["document"]));
        });
    }

    private static Command Repair(CliContext context)
    {
        var (kind, id) = Record();
        var file = new Argument<FileInfo?>("file") { Description = "The document, in JSON; none for a row of the catalog, which is made again from its volume's or group's record", Arity = ArgumentArity.ZeroOrOne };
        return context.Command("repair", "Put a document in the place of a record that cannot be read, once it was checked", [kind, id, file], async (parsed, api, writer, token) =>
        {
            var document = parsed.GetValue(file) is { } given ? await ReadAsync(given, token) : null;
            await api.PutAsync(PathOf(parsed, kind, id), new() { ["record"] = new JsonObject { ["document"] = document } }, token);
            writer.Done($"The record of {parsed.GetValue(kind)} {parsed.GetValue(id)} is repaired.");
        });
    }

    private static Command Remove(CliContext context)
    {
        var (kind, id) = Record();
        var force = new Option<bool>("--force") { Description = "Also when an array exports the volume, or more would be lost than the record" };
        return context.Command("remove", "Remove a record that cannot be read; what is on an array stays there", [kind, id, force], async (parsed, api, writer, token) =>
        {
            await api.DeleteAsync(PathOf(parsed, kind, id) + (parsed.GetValue(force) ? "?force=true" : ""), token);
            writer.Done($"The record of {parsed.GetValue(kind)} {parsed.GetValue(id)} is removed.");
        });
    }

    private static (Argument<string> Kind, Argument<string> Id) Record() =>
        (new("kind") { Description = "What it is of, as the list says" }, new("id") { Description = "Its key, as the list says" });

    private static string PathOf(ParseResult parsed, Argument<string> kind, Argument<string> id) => $"{Path}/{Uri.EscapeDataString(parsed.GetRequiredValue(kind))}/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}";

    private static async Task<JsonObject> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken)) as JsonObject ?? throw new EndpointException($"{file} holds no JSON object.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"{file} cannot be read: {error.Message}", error);
        }
    }
}
