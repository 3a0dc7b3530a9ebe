using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.DamagedRecords;

/// <summary>One record of every kind is damaged while the silo is away: what can be read is served, each damaged one is an error of its own, and an operator repairs them.</summary>
public sealed class DamagedRecordsTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PostgreSqlServer _server = new();
    private ApiClient _api = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _api?.Dispose();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Silo_WithADamagedRecordOfEveryKind_ServesTheRestAndIsRepaired(string provider)
    {
        if (provider == "PostgreSql") await _server.InitializeAsync();
        var postgreSql = provider == "PostgreSql" ? await _server.NewDatabaseAsync() : null;
        var settings = new SiloSettings { DataDirectory = _directory.FullPath, PostgreSqlConnectionString = postgreSql };
        var rows = new StoredRows(postgreSql, _directory.FullPath);
        var made = await MakeAsync(settings);
        var documents = await rows.DocumentsAsync();
        var damaged = documents.Keys.Where(k => k.Id != made.Good && k.Id != made.Other && k.Kind is not "reconciler").ToList();
        Assert.Equal(["backend", "backups", "group", "group-types", "project", "quota-class", "volume", "volume-types"], damaged.Select(d => d.Kind).Distinct().Order(StringComparer.Ordinal));
        await rows.CutAsync(damaged);
        await rows.RunAsync($"UPDATE snapshots SET status = 'hibernating' WHERE id = '{made.Snapshot}'", "UPDATE group_snapshots SET status = 'hibernating'", "UPDATE idempotency_keys SET answer = 'cut'",
            $"UPDATE operation_facts SET document = substr(document, 1, 40) WHERE volume_id = '{made.Other}'",
            $"INSERT INTO messages (id, project, request_id, action, detail, event_id, resource_type, resource_uuid, created_at) VALUES ('{Guid.NewGuid()}', '{made.Project}', 'req-1', 4711, 3, 'e', 'VOLUME', '{made.Good}', '2031-01-01T00:00:00+00:00')");

        await using var silo = await SiloProcess.StartAsync(settings);
        using var api = _api = new ApiClient(silo.Url, made.Project);

        await TheRestIsServedAsync(made);
        await EachIsAnErrorOfItsOwnAsync(made);
        var found = await FindAsync();
        Assert.Equal(
            damaged.Select(d => d.Kind).Concat(["idempotency-key", "message", "snapshot", "timeline-entry"]).Distinct().Order(StringComparer.Ordinal),
            found.Select(f => f.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.All(damaged, d => Assert.Contains(d, found));

        foreach (var record in found) await RepairAsync(record, documents);

        Assert.Empty(await FindAsync());
        foreach (var path in (string[])["types", "group_types", "backups", "limits", $"volumes/{made.Bad}", $"snapshots/{made.Snapshot}", $"groups/{made.Group}"]) await Expect(path, HttpStatusCode.OK);
        await Eventually.Is("the repaired volume is exported again", async () => (await _api.ExportsOfAsync(made.Bad)).Count == 1, TimeSpan.FromSeconds(60));
        Assert.DoesNotContain("   at ", silo.Output, StringComparison.Ordinal);
        Assert.Single(silo.Output.Split('\n'), l => l.Contains("OrleansStorage.Data.Records", StringComparison.Ordinal) && l.Contains($"record of volume {made.Bad} cannot be read", StringComparison.Ordinal));
    }

    private sealed record Made(string Project, string Good, string Bad, string Other, string Snapshot, string Group, string BadAttachment, string GoodAttachment);

    /// <summary>One of every kind of record, and a host on two volumes.</summary>
    private static async Task<Made> MakeAsync(SiloSettings settings)
    {
        await using var silo = await SiloProcess.StartAsync(settings);
        using var api = new ApiClient(silo.Url);
        (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = 100 } })).Expect(HttpStatusCode.OK);
        (await api.PutAsync("os-quota-class-sets/default", new { quota_class_set = new { snapshots = 100 } })).Expect(HttpStatusCode.OK);
        var (good, bad, other) = (await api.CreateVolumeAsync(), await api.CreateVolumeAsync(), await api.CreateVolumeAsync());
        List<string> attachments = [];
        foreach (var (volume, host) in new[] { (good, "good-host"), (bad, "bad-host") })
        {
            attachments.Add(await api.ReserveAsync(volume));
            (await api.ConnectAsync(attachments[^1], host)).Expect(HttpStatusCode.OK);
        }
        var snapshot = (await api.PostAsync("snapshots", new { snapshot = new { volume_id = other } })).Expect(HttpStatusCode.Accepted).GetProperty("snapshot").GetProperty("id").GetString()!;
        var backends = (await api.GetAsync("os-services?binary=cinder-volume")).Expect(HttpStatusCode.OK).GetProperty("services")[0].GetProperty("host").GetString();
        (await api.PutAsync("os-services/disable", new { host = backends, binary = "cinder-volume" })).Expect(HttpStatusCode.OK);
        (await api.PutAsync("os-services/enable", new { host = backends, binary = "cinder-volume" })).Expect(HttpStatusCode.OK);
        await api.PostAsync("backups", new { backup = new { volume_id = other } });
        var type = (await api.GetAsync("types")).Json.GetProperty("volume_types")[0].GetProperty("id").GetString();
        var groupType = (await api.PostAsync("group_types", new { group_type = new { name = "gt", group_specs = new { k = "v" } } })).Json.GetProperty("group_type").GetProperty("id").GetString();
        var group = (await api.PostAsync("groups", new { group = new { name = "g", group_type = groupType, volume_types = new[] { type } } })).Expect(HttpStatusCode.Accepted).GetProperty("group").GetProperty("id").GetString()!;
        var member = (await api.SendAsync(HttpMethod.Post, "volumes", new { volume = new { size = 1, group_id = group, volume_type = type } }, ("Idempotency-Key", "a key"))).Expect(HttpStatusCode.Accepted).GetProperty("volume").GetProperty("id").GetString()!;
        await api.WaitForStatusAsync(member, "available");
        (await api.PostAsync("group_snapshots", new { group_snapshot = new { group_id = group, name = "gs" } })).Expect(HttpStatusCode.Accepted);
        await Eventually.Is("the group snapshot is made", async () => (await api.GetAsync("group_snapshots/detail")).Json.GetProperty("group_snapshots")[0].GetProperty("status").GetString() == "available", TimeSpan.FromSeconds(60));
        await silo.TerminateAsync();
        return new(api.Project, good, bad, other, snapshot, group, attachments[1], attachments[0]);
    }

    private async Task TheRestIsServedAsync(Made made)
    {
        var volumes = (await Expect("volumes/detail", HttpStatusCode.OK)).GetProperty("volumes").EnumerateArray().ToDictionary(v => v.GetProperty("id").GetString()!, v => v.GetProperty("status").GetString());
        Assert.Equal(("attaching", "error", "available"), (volumes[made.Good], volumes[made.Bad], volumes[made.Other]));
        foreach (var path in (string[])["volumes", "volumes/summary", "snapshots/detail", "attachments/detail", "groups/detail", "group_snapshots/detail", "volume-transfers/detail", "messages",
            "scheduler-stats/get_pools?detail=true", "os-services", "orleans-storage/backends", $"orleans-storage/volumes/{made.Other}/timeline"]) await Expect(path, HttpStatusCode.OK);
        var snapshots = (await Expect("snapshots/detail", HttpStatusCode.OK)).GetProperty("snapshots").EnumerateArray();
        Assert.Equal("error", snapshots.Single(s => s.GetProperty("id").GetString() == made.Snapshot).GetProperty("status").GetString());
        // The array, which is in the silo, forgot its exports with it.
        await Eventually.Is("the good volume's export is made again", async () => (await _api.ExportsOfAsync(made.Good)).Count == 1, TimeSpan.FromSeconds(60));
        Assert.Empty(await _api.ExportsOfAsync(made.Bad));
        var pool = (await Expect("orleans-storage/backends", HttpStatusCode.OK)).GetProperty("backends")[0].GetProperty("name").GetString()!;
        var drift = (await Expect($"orleans-storage/backends/{Uri.EscapeDataString(pool)}/drift", HttpStatusCode.OK)).GetProperty("drift").GetProperty("differences").EnumerateArray();
        Assert.Contains(drift, d => d.GetProperty("kind").GetString() == "unreadable" && d.GetProperty("volume_id").GetString() == made.Bad && d.GetProperty("action").GetString() == "leave");
        (await _api.DeleteAsync($"attachments/{made.GoodAttachment}")).Expect(HttpStatusCode.OK);
    }

    private async Task EachIsAnErrorOfItsOwnAsync(Made made)
    {
        foreach (var path in (string[])[$"volumes/{made.Bad}", $"attachments/{made.BadAttachment}", $"groups/{made.Group}", "types", "group_types", "backups", "limits", $"os-quota-sets/{made.Project}", "os-quota-class-sets/default"])
        {
            var answer = await _api.GetAsync(path);
            Assert.True(answer.Status == HttpStatusCode.InternalServerError && answer.Text.Contains("orleans-storage doctor", StringComparison.Ordinal), $"GET {path}: {answer.Status} {answer.Text}");
        }
        var refused = await _api.PostAsync("volumes", new { volume = new { size = 1 } });
        Assert.True(refused.Status == HttpStatusCode.InternalServerError && refused.Text.Contains("cannot be read", StringComparison.Ordinal), refused.Text);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _api.DeleteAsync($"volumes/{made.Bad}")).Status);
    }

    private async Task RepairAsync((string Kind, string Id) record, Dictionary<(string Kind, string Id), string> documents)
    {
        var path = $"orleans-storage/records/{record.Kind}/{(record.Id.Length == 0 ? "-" : Uri.EscapeDataString(record.Id))}";
        await Expect(path, HttpStatusCode.OK);
        if (record.Kind is "message" or "idempotency-key" or "timeline-entry")
        {
            (await _api.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
            return;
        }
        var document = documents.TryGetValue(record, out var saved) ? JsonNode.Parse(saved) : null;
        var repaired = await _api.PutAsync(path, new { record = new { document } });
        Assert.True(repaired.Status == HttpStatusCode.NoContent, $"PUT {path}: {repaired.Status} {repaired.Text}");
    }

    private async Task<List<(string Kind, string Id)>> FindAsync() =>
        [.. (await Expect("orleans-storage/records", HttpStatusCode.OK)).GetProperty("records").EnumerateArray().Select(r => (r.GetProperty("kind").GetString()!, r.GetProperty("id").GetString()! is var id && id == "-" ? "" : id))];

    private async Task<JsonElement> Expect(string path, HttpStatusCode status)
    {
        var answer = await _api.GetAsync(path);
        Assert.True(answer.Status == status, $"GET {path}: {answer.Status} {answer.Text}");
        return answer.Json;
    }
}
