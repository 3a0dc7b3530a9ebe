using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage backend …</c>; for admins.</summary>
internal static class BackendCommands
{
    private static readonly string[] QueueFields = ["running", "waiting", "estimated_wait_ms", "breaker", "lanes"];

    public static Command Create(CliContext context) => new("backend", "Backends: the arrays, pool by pool") { List(context), Show(context), Drift(context), RecordCommands.Recover(context), RecordCommands.Claim(context) };

    private static Command List(CliContext context) => context.Command("list", "List pools with their space, their queue and their breaker", [], async (_, api, writer, token) =>
        writer.List(await ReadAsync(api, token),
            Column.Of("Pool", "name"), Column.Of("Status", "status"), Column.Of("State", "state"), Column.Of("Protocol", "storage_protocol"),
            Column.Of("Total GiB", "total_capacity_gb"), Column.Of("Free GiB", "free_capacity_gb"), Column.Of("Multi-attach", "multiattach"),
            Column.Of("Running", "running"), Column.Of("Waiting", "waiting"), Column.Of("Wait ms", "estimated_wait_ms"), Column.Of("Breaker", "breaker")));

    private static Command Show(CliContext context)
    {
        var name = Name();
        return context.Command("show", "Show everything that one pool reports", [name], async (parsed, api, writer, token) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            var pools = (await ReadAsync(api, token)).Where(pool => Column.Text(pool["name"]) == wanted || Column.Text(pool["volume_backend_name"]) == wanted).ToList();
            if (pools.Count > 1) throw new ApiException(System.Net.HttpStatusCode.BadRequest, $"Backend {wanted} has {pools.Count} pools: name one, host@backend#pool.");
            writer.Show(pools.Count == 1 ? pools[0] : throw new ApiException(System.Net.HttpStatusCode.NotFound, $"Backend {wanted} could not be found."));
        });
    }

    /// <summary>How every command of backends names one.</summary>
    public static Argument<string> Name() => new("name") { Description = "The backend, or one of its pools as host@backend#pool" };

    /// <summary>The path of what is done with a backend.</summary>
    public static string PathOf(string name, string what) => $"orleans-storage/backends/{Uri.EscapeDataString(name)}/{what}";

    private static Command Drift(CliContext context)
    {
        var name = Name();
        var mend = new Option<bool>("--mend") { Description = "Mend what can be mended safely, instead of only looking" };
        var remove = new Option<Guid[]>("--remove") { Description = "Remove the array's exports of this volume, which is not on record, where no session is open (repeatable)" };
        return context.Command("drift", "Compare an array with the records and the attachments; --mend mends what differs", [name, mend, remove], async (parsed, api, writer, token) =>
        {
            var path = PathOf(parsed.GetRequiredValue(name), "drift");
            var removed = parsed.GetValue(remove) ?? [];
            var answer = removed.Length > 0 ? api.PostAsync(path, new JsonObject { ["remove"] = new JsonArray([.. removed.Select(v => (JsonNode)v.ToString())]) }, token)
                : parsed.GetValue(mend) ? api.PostAsync(path, [], token) : api.GetAsync(path, token);
            Write((await answer)["drift"]!.AsObject(), writer);
        });
    }

    private static void Write(JsonObject drift, ResultWriter writer)
    {
        if (drift["error"] is { } error) throw new ApiException(System.Net.HttpStatusCode.ServiceUnavailable, $"The array could not be compared: {Column.Text(error)}");
        if (writer.Format == OutputFormat.Json)
        {
            writer.Show(drift);
            return;
        }
        writer.Done($"{Column.Text(drift["recorded"])} exports recorded, {Column.Text(drift["on_array"])} on the array, {Column.Text(drift["attachments"])} attachments.");
        if (drift["standing"]?["why"] is { } why) writer.Done(Column.Text(why));
        writer.List(drift["differences"]!.AsArray().Select(d => d!.AsObject()), DriftColumns);
    }

    /// <summary>What is shown of a difference.</summary>
    public static Column[] DriftColumns { get; } =
    [
        Column.Of("Kind", "kind"), Column.Of("Action", "action"), Column.Of("Result", "result"), Column.Of("Volume", "volume_id"), Column.Of("Host", "host"), Column.Of("Initiator", "initiator"),
        Column.Of("Sessions", "sessions"), Column.Of("Target", "target"), Column.Of("Reason", "reason"),
    ];

    /// <summary>What each pool reports, beside its queue and what its service says of itself: the pool's name begins with the service's host.</summary>
    private static async Task<List<JsonObject>> ReadAsync(CinderApi api, CancellationToken cancellationToken)
    {
        var pools = (await api.GetAsync("scheduler-stats/get_pools?detail=true", cancellationToken))["pools"]!.AsArray();
        var services = (await api.GetAsync("os-services?binary=cinder-volume", cancellationToken))["services"]!.AsArray();
        var queues = (await api.GetAsync("orleans-storage/backends", cancellationToken))["backends"]!.AsArray();
        return [.. pools.Select(pool => Flatten(pool!.AsObject(), services, queues))];
    }

    private static JsonObject Flatten(JsonObject pool, JsonArray services, JsonArray queues)
    {
        var name = Column.Text(pool["name"]);
        var service = services.FirstOrDefault(service => name.Split('#')[0] == Column.Text(service!["host"]));
        var flat = new JsonObject { ["name"] = name, ["status"] = service?["status"]?.DeepClone(), ["state"] = service?["state"]?.DeepClone() };
        foreach (var (field, value) in pool["capabilities"]?.AsObject() ?? [])
            flat[field] = value?.DeepClone();
        var queue = queues.FirstOrDefault(queue => name == Column.Text(queue!["name"]));
        foreach (var field in QueueFields)
            flat[field] = queue?[field]?.DeepClone();
        return flat;
    }
}
