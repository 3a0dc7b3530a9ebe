using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage volume timeline</c></summary>
internal static class VolumeTimeline
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly Column[] Columns =
    [
        Column.Of("Ended at", "ended_at"), Column.Of("Operation", "operation"), Column.Of("Subject", "subject"), Column.Of("User", "user"), Column.Of("ms", "duration_ms"), new("Array", ToldAndSaid),
        new("Waited ms", Hops), Column.Of("Epoch", "epoch"), Column.Of("Silo", "silo"), Column.Of("Error", "error"), Column.Of("Note", "note"),
    ];

    public static Command Create(CliContext context)
    {
        var volume = Named.Volume();
        var limit = NumberOption.AtLeast(1, new Option<int>("--limit") { Description = "The newest so many operations", DefaultValueFactory = _ => 50 });
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on and show each operation as it ends, until interrupted" };
        return context.Command("timeline", "Show what was done to a volume: who asked, what the array was told and said, how long it took, how it ended", [volume, limit, follow], async (parsed, api, writer, token) =>
        {
            var timeline = $"orleans-storage/volumes/{await api.VolumeIdAsync(parsed.GetRequiredValue(volume), token)}/timeline";
            var newest = await ReadAsync(api, timeline, parsed.GetValue(limit), until: null, token);
            if (!parsed.GetValue(follow))
            {
                writer.List(newest, Columns);
                return;
            }
            await FollowAsync(api, timeline, newest, writer, context.Time, token);
        });
    }

    /// <summary>Shows oldest first, as a log; an interruption is how it ends.</summary>
    private static async Task FollowAsync(CinderApi api, string timeline, List<JsonObject> found, ResultWriter writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var last = "";
        try
        {
            while (true)
            {
                found.Reverse();
                if (found.Count > 0)
                {
                    writer.List(found, Columns);
                    last = Marker(found[^1]);
                }
                await Task.Delay(BetweenLooks, time, cancellationToken);
                found = await ReadAsync(api, timeline, int.MaxValue, last, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>The newest entries, newest first, page by page: so many, or up to the one that was shown last.</summary>
    private static async Task<List<JsonObject>> ReadAsync(CinderApi api, string timeline, int limit, string? until, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        while (true)
        {
            var marker = all.Count == 0 ? "" : "&marker=" + Marker(all[^1]);
            var page = (await api.GetAsync($"{timeline}?limit={Math.Min(limit - all.Count, 100)}{marker}", cancellationToken))["timeline"]!.AsArray();
            foreach (var entry in page)
            {
                if (Marker(entry!.AsObject()) == until) return all;
                all.Add(entry!.AsObject());
                if (all.Count == limit) return all;
            }
            if (page.Count == 0) return all;
        }
    }

    private static string Marker(JsonObject entry) => entry["marker"]!.GetValue<string>();

    private static string ToldAndSaid(JsonObject entry)
    {
        if (entry["array"] is not JsonObject array) return "";
        var where = array["target"] is { } target ? $" {Column.Text(target)} lun {Column.Text(array["lun"])}" : "";
        var host = array["host"] is { } name ? $" {Column.Text(name)}" : "";
        var found = array["found"] is { } before ? $", found {Column.Text(before)}" : "";
        var ended = array["sessions_ended"]?.GetValue<int>() is > 0 and var sessions ? $", ended {sessions} sessions" : "";
        var shows = array["shows"] is { } shown ? $", shows {Column.Text(shown)}" : "";
        return $"{Column.Text(array["verb"])}{host}{where}: {Column.Text(array["said"])}{found}{ended}{shows}";
    }

    private static string Hops(JsonObject entry)
    {
        (string Name, JsonNode? Ms)[] hops = [("turn", entry["turn_ms"]), ("intent", entry["intent_ms"]), ("slot", entry["array"]?["slot_ms"]), ("array", entry["array"]?["array_ms"])];
        return string.Join(", ", hops.Where(h => h.Ms is not null).Select(h => $"{h.Name} {Column.Text(h.Ms)}"));
    }
}
