using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Installations;

/// <summary>A database that was restored from a copy, on both databases: what is behind its array holds back, all else is served, and one command brings both together.</summary>
public sealed class RestoredRecordTests : IAsyncLifetime
{
    private static readonly Regex Behind = new("orleansstorage_backend_record_standing\\{[^}]*\\} 2", RegexOptions.NonBacktracking);
    private ArraySite _site = null!;
    private PostgreSqlServer? _server;

    public async Task InitializeAsync() => _site = await ArraySite.StartAsync();

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Start_WithARestoredRecord_HoldsBackWhatIsBehindUntilItIsRecovered(string database)
    {
        var record = database == "Sqlite" ? new RecordCopy(_site.Settings("one")) : await OnPostgreSqlAsync();
        string moved, kept, later, left, stays;
        await using (var silo = await SiloProcess.StartAsync(record.Settings))
        {
            using var api = new ApiClient(silo.Url);
            (moved, left) = await AttachAsync(api, "compute-1");
            (kept, stays) = await AttachAsync(api, "compute-3");
        }
        await record.TakeAsync();
        await using (var silo = await SiloProcess.StartAsync(record.Settings))
        {
            using var api = new ApiClient(silo.Url);
            (await api.DeleteAsync($"attachments/{left}")).Expect(HttpStatusCode.OK);
            (await api.ConnectAsync(await api.ReserveAsync(moved), "compute-2")).Expect(HttpStatusCode.OK);
            (later, _) = await AttachAsync(api, "compute-4");
        }
        await record.RestoreAsync();
        var changes = await _site.ChangesAsync();

        await using var restored = await SiloProcess.StartAsync(record.Settings);
        using var old = new ApiClient(restored.Url);

        await MustHoldBackAsync(restored, old, (moved, left), later);
        Assert.Equal(changes, await _site.ChangesAsync());
        // What the array has seen no more of than the record is served.
        (await old.DeleteAsync($"attachments/{stays}")).Expect(HttpStatusCode.OK);
        Assert.Equal(changes + 1, await _site.ChangesAsync());

        var looked = await RecoverAsync(restored, "--dry-run");
        Assert.Equal(moved, Assert.Single(looked["volumes"]!.AsArray())!["volume_id"]!.GetValue<string>());
        Assert.Equal("behind", Standing(looked));
        var done = await RecoverAsync(restored);
        Assert.Equal("done", Assert.Single(done["volumes"]!.AsArray())!["result"]!.GetValue<string>());
        Assert.Equal("in-step", Standing(done));
        Assert.Equal(changes + 1, await _site.ChangesAsync());

        await MustServeAsync(restored, old, moved, later, kept);
    }

    private async Task<RecordCopy> OnPostgreSqlAsync()
    {
        _server = new();
        await _server.InitializeAsync();
        return new(_site.Settings("one", await _server.NewDatabaseAsync()), _server);
    }

    /// <summary>The exports that were made since stay, nothing comes beside them, and health, metrics and drift say why.</summary>
    private static async Task MustHoldBackAsync(SiloProcess silo, ApiClient api, (string Volume, string Attachment) moved, string later)
    {
        var drift = await StorageTool.RunAsync(silo, "backend", "drift", ArraySite.Backend, "--mend");
        Assert.Equal("behind", Standing(drift));
        Assert.Equal([$"behind {moved.Volume}", $"unknown {later}"], drift["differences"]!.AsArray().Select(d => $"{d!["kind"]!.GetValue<string>()} {d["volume_id"]!.GetValue<string>()}").Order(StringComparer.Ordinal));
        Assert.Equal([ApiClient.Initiator("compute-2")], await api.ExportsOfAsync(moved.Volume));
        Assert.Equal([ApiClient.Initiator("compute-4")], await api.ExportsOfAsync(later));
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.DeleteAsync($"attachments/{moved.Attachment}")).Status);
        Assert.Equal([ApiClient.Initiator("compute-2")], await api.ExportsOfAsync(moved.Volume));
        using var operators = new HttpClient { BaseAddress = silo.AdminUrl };
        await Eventually.Is("readiness says that the record is behind", async () => (await operators.GetStringAsync("/healthz/ready")).Contains("backend recover", StringComparison.Ordinal));
        await Eventually.Is("the metric says so", async () => Behind.IsMatch(await operators.GetStringAsync("/metrics")));
        Assert.Contains("The record is behind the array", silo.Output, StringComparison.Ordinal);
    }

    /// <summary>The host that has the volume is on record; another comes to it only after it left, under an epoch that was never used.</summary>
    private static async Task MustServeAsync(SiloProcess silo, ApiClient api, string moved, string later, string kept)
    {
        var shown = (await api.GetAsync($"volumes/{moved}")).Expect(HttpStatusCode.OK).GetProperty("volume");
        Assert.Equal("in-use", shown.GetProperty("status").GetString());
        Assert.NotEqual(HttpStatusCode.OK, (await api.PostAsync("attachments", new { attachment = new { volume_uuid = moved, instance_uuid = Guid.NewGuid(), connector = ApiClient.Connector("compute-5") } })).Status);
        Assert.Equal([ApiClient.Initiator("compute-2")], await api.ExportsOfAsync(moved));
        var attachment = Assert.Single(shown.GetProperty("attachments").EnumerateArray().ToList()).GetProperty("attachment_id").GetString();
        (await api.DeleteAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK);
        foreach (var volume in new[] { moved, kept }) (await api.ConnectAsync(await api.ReserveAsync(volume), "compute-5")).Expect(HttpStatusCode.OK);
        Assert.Equal([ApiClient.Initiator("compute-5")], await api.ExportsOfAsync(moved));
        var drift = await StorageTool.RunAsync(silo, "backend", "drift", ArraySite.Backend, "--mend");
        Assert.Equal("unknown " + later, Assert.Single(drift["differences"]!.AsArray().Select(d => $"{d!["kind"]!.GetValue<string>()} {d["volume_id"]!.GetValue<string>()}")));
        using var operators = new HttpClient { BaseAddress = silo.AdminUrl };
        await Eventually.Is("readiness has nothing more to say", async () => await operators.GetStringAsync("/healthz/ready") == "Healthy");
    }

    private static async Task<(string Volume, string Attachment)> AttachAsync(ApiClient api, string host)
    {
        var volume = await api.CreateVolumeAsync();
        var attachment = await api.ReserveAsync(volume);
        (await api.ConnectAsync(attachment, host)).Expect(HttpStatusCode.OK);
        return (volume, attachment);
    }

    private static Task<JsonObject> RecoverAsync(SiloProcess silo, params string[] more) => StorageTool.RunAsync(silo, ["backend", "recover", ArraySite.Backend, .. more]);

    private static string Standing(JsonObject report) => report["standing"]!["kind"]!.GetValue<string>();
}
