using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary>What an operator says of a record and its array: that both are to be brought together, or that the array is to be this installation's.</summary>
internal static class RecordCommands
{
    public static Command Recover(CliContext context)
    {
        var name = BackendCommands.Name();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        return context.Command("recover", "Bring a record that is behind its array (restored from a backup) together with it; ends no session", [name, dryRun], async (parsed, api, writer, token) =>
        {
            var path = BackendCommands.PathOf(parsed.GetRequiredValue(name), "recover");
            var report = (await (parsed.GetValue(dryRun) ? api.GetAsync(path, token) : api.PostAsync(path, [], token)))["recover"]!.AsObject();
            if (report["error"] is { } error) throw new ApiException(HttpStatusCode.ServiceUnavailable, Column.Text(error));
            Write(report, writer);
        });
    }

    public static Command Claim(CliContext context)
    {
        var name = BackendCommands.Name();
        var from = new Option<Guid>("--from") { Description = "The installation that the array belongs to now", Required = true };
        return context.Command("claim", "Take an array over from another installation, on purpose", [name, from], async (parsed, api, writer, token) =>
        {
            var answer = await api.PostAsync(BackendCommands.PathOf(parsed.GetRequiredValue(name), "claim"), new JsonObject { ["from"] = parsed.GetValue(from).ToString() }, token);
            writer.Show(answer["claim"]!["standing"]!.AsObject());
        });
    }

    private static void Write(JsonObject report, ResultWriter writer)
    {
        if (writer.Format == OutputFormat.Json)
        {
            writer.Show(report);
            return;
        }
        var volumes = report["volumes"]!.AsArray().Select(v => v!.AsObject()).ToList();
        var standing = report["standing"]!;
        writer.Done($"The record is {Column.Text(standing["kind"])} (generation {Column.Text(standing["record_generation"])}, the array has seen {Column.Text(standing["array_generation"])}); {volumes.Count} volumes were behind.");
        writer.List(volumes.SelectMany(Rows), Column.Of("Volume", "volume_id"), Column.Of("Known", "known_epoch"), Column.Of("Seen", "seen_epoch"), Column.Of("Result", "result"), Column.Of("Step", "step"));
        writer.List(report["unknown"]!.AsArray().Select(d => d!.AsObject()), BackendCommands.DriftColumns);
    }

    private static IEnumerable<JsonObject> Rows(JsonObject volume) => volume["steps"]!.AsArray().DefaultIfEmpty(null).Select(step =>
    {
        var row = (JsonObject)volume.DeepClone();
        row["step"] = step?.DeepClone();
        return row;
    });
}
