using System.Globalization;
using System.Text.Json;

namespace OrleansStorage.Benchmarks;

/// <summary>The loads through the Cinder v3 API. Each worker has its own connection and its own volume.</summary>
internal sealed class RestLoad : IDisposable
{
    private const string Connector = """{"host":"bench-%","initiator":"iqn.2026-11.bench:%","ip":"127.0.0.1","multipath":false,"mountpoint":"/dev/vdb","platform":"x86_64","os_type":"linux"}""";
    private readonly List<RawHttp> _connections = [];
    private readonly List<string> _volumes = [];

    public static async Task LiftQuotaAsync(int port)
    {
        using var load = new RestLoad();
        load._connections.Add(await RawHttp.ConnectAsync(port));
        await load.ExpectAsync(0, 200, "PUT", "os-quota-sets/admin", """{"quota_set":{"volumes":-1,"gigabytes":-1,"snapshots":-1}}""");
    }

    public static async Task<RestLoad> PrepareAsync(int port, int workers, string token = RawHttp.NoAuthToken)
    {
        var load = new RestLoad();
        for (var i = 0; i < workers; i++) load._connections.Add(await RawHttp.ConnectAsync(port, token));
        load._volumes.AddRange(await Task.WhenAll(Enumerable.Range(0, workers).Select(load.CreateUntilAvailableAsync)));
        return load;
    }

    /// <summary>reserve, connect, complete, delete.</summary>
    public async Task AttachCycleAsync(int worker, int n)
    {
        var made = await ExpectAsync(worker, 200, "POST", "attachments", $$$"""{"attachment":{"volume_uuid":"{{{_volumes[worker]}}}","instance_uuid":"{{{Guid.NewGuid()}}}"}}""");
        var id = Find(made, "attachment", "id");
        await ExpectAsync(worker, 200, "PUT", "attachments/" + id, $$$"""{"attachment":{"connector":{{{ConnectorOf(worker)}}}}}""");
        await ExpectAsync(worker, 204, "POST", $"attachments/{id}/action", """{"os-complete":{}}""");
        await ExpectAsync(worker, 200, "DELETE", "attachments/" + id);
    }

    public async Task InitializeConnectionAsync(int worker, int n) =>
        await ExpectAsync(worker, 200, "POST", $"volumes/{_volumes[worker]}/action", $$$"""{"os-initialize_connection":{"connector":{{{ConnectorOf(worker)}}}}}""");

    public async Task ShowAsync(int worker, int n) => await ExpectAsync(worker, 200, "GET", "volumes/" + _volumes[worker]);

    public async Task ListDetailAsync(int worker, int n) => await ExpectAsync(worker, 200, "GET", "volumes/detail");

    public async Task CreateAsync(int worker, int n) => await CreateUntilAvailableAsync(worker);

    public async Task<string> CreateUntilAvailableAsync(int worker)
    {
        var id = Find(await ExpectAsync(worker, 202, "POST", "volumes", """{"volume":{"size":1}}"""), "volume", "id");
        while (true)
        {
            var status = Find(await ExpectAsync(worker, 200, "GET", "volumes/" + id), "volume", "status");
            if (status == "available") return id;
            if (status != "creating") throw new InvalidOperationException($"The volume is {status}.");
        }
    }

    public void Dispose() => _connections.ForEach(c => c.Dispose());

    private async Task<ReadOnlyMemory<byte>> ExpectAsync(int worker, int status, string method, string path, string? json = null)
    {
        var (answered, body) = await _connections[worker].SendAsync(method, path, json);
        if (answered != status) throw new InvalidOperationException($"{method} {path}: {answered} {System.Text.Encoding.UTF8.GetString(body.Span)}");
        return body;
    }

    private static string ConnectorOf(int worker) => Connector.Replace("%", worker.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Find(ReadOnlyMemory<byte> body, string outer, string inner)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty(outer).GetProperty(inner).GetString()!;
    }
}
