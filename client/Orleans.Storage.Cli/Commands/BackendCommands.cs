using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage backend …</c>; for admins.</summary>
internal static class BackendCommands
{
    private static readonly string[] QueueFields = ["running", "waiting", "estimated_wait_ms", "breaker", "lanes"];

    public static Command Create(CliContext context) => new("backend", "Backends: the arrays, pool by pool") { List(context), Show(context), Drift(context) };

    private static Command List(CliContext context) => context.Command("list", "List pools with their space, their queue and their breaker", [], async (_, api, writer, token) =>
        writer.List(await ReadAsync(api, token),
            Column.Of("Pool", "name"), Column.Of("Status", "status"), Column.Of("State", "state"), Column.Of("Protocol", "storage_protocol"),
            Column.Of("Total GiB", "total_capacity_gb"), Column.Of("Free GiB", "free_capacity_gb"), Column.Of("Multi-attach", "multiattach"),
            Column.Of("Running", "running"), Column.Of("Waiting", "waiting"), Column.Of("Wait ms", "estimated_wait_ms"), Column.Of("Breaker", "breaker")));

    private static Command Show(CliContext context)
    {
        var name = new Argument<string>("pool") { Description = "The pool, host@backend#pool" };
        return context.Command("show", "Show everything that one pool reports", [name], async (parsed, api, writer, token) =>
        {
            var wanted = parsed.GetValue(name);
            var pool = (await ReadAsync(api, token)).FirstOrDefault(pool => Column.Text(pool["name"]) == wanted);
            writer.Show(pool ?? throw new ApiException(System.Net.HttpStatusCode.NotFound, $"Backend {wanted} could not be found."));
        });
    }

    private static Command Drift(CliContext context)
    {
        var name = new Argument<string>("name") { Description = "The backend, or one of its pools as host@backend#pool" };
        var mend = new Option<bool>("--mend") { Description = "Mend what can be mended safely, instead of only looking" };
        return context.Command("drift", "Compare an array with the records and the attachments; --mend mends what differs", [name, mend], async (parsed, api, writer, token) =>
        {
            var path = $"orleans-storage/backends/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}/drift";
            var drift = (await (parsed.GetValue(mend) ? api.PostAsync(path, [], token) : api.GetAsync(path, token)))["drift"]!.AsObject();
            if (drift["error"] is { } error) throw new ApiException(System.Net.HttpStatusCode.ServiceUnavailable, $"The array could not be compared: {Column.Text(error)}");
            if (writer.Format == OutputFormat.Json)
            {
                writer.Show(drift);
                return;
            }
            writer.Done($"{Column.Text(drift["recorded"])} exports recorded, {Column.Text(drift["on_array"])} on the array, {Column.Text(drift["attachments"])} attachments.");
            writer.List(drift["differences"]!.AsArray().Select(d => d!.AsObject()),
                Column.Of("Kind", "kind"), Column.Of("Action", "action"), Column.Of("Result", "result"), Column.Of("Volume", "volume_id"), Column.Of("Host", "host"), Column.Of("Initiator", "initiator"),
                Column.Of("Sessions", "sessions"), Column.Of("Target", "target"), Column.Of("Reason", "reason"));
        });
    }

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
