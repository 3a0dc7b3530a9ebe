using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>A silo whose database fails says one word for it, whatever grain was asked, and goes on when the database does.</summary>
public sealed class DatabaseFailureTests : IAsyncLifetime
{
    private readonly PostgreSqlServer _server = new();
    private readonly TemporaryDirectory _directory = new();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = _directory.FullPath, PostgreSqlConnectionString = await _server.NewDatabaseAsync() });
        _api = new ApiClient(_silo.Url);
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Write_OfEachKindOfGrainWhileTheDatabaseIsReadOnly_IsOneAnswerAndOneLine()
    {
        var volume = await _api.CreateVolumeAsync();
        var groupType = (await _api.PostAsync("group_types", new { group_type = new { name = "kept" } })).Expect(HttpStatusCode.Accepted).GetProperty("group_type").GetProperty("id").GetString();
        await _server.SetReadOnlyAsync(true);
        await ReadyAsync(HttpStatusCode.ServiceUnavailable);

        foreach (var answer in await WriteToEachKindAsync(volume, groupType!)) AssertUntouched(answer);
        (await _api.GetAsync("volumes/detail")).Expect(HttpStatusCode.OK);
        (await _api.GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.OK);

        await _server.SetReadOnlyAsync(false);
        await ReadyAsync(HttpStatusCode.OK);
        await _api.CreateVolumeAsync();
        AssertOneLine("(25006: ", "by req-");
    }

    [Fact]
    public async Task Write_OfEachKindOfGrainWhileTheDatabaseIsDown_IsOneAnswerAndOneLine()
    {
        var volume = await _api.CreateVolumeAsync();
        var groupType = (await _api.PostAsync("group_types", new { group_type = new { name = "kept" } })).Expect(HttpStatusCode.Accepted).GetProperty("group_type").GetProperty("id").GetString();
        await _server.CrashAsync();
        await ReadyAsync(HttpStatusCode.ServiceUnavailable);

        foreach (var answer in await WriteToEachKindAsync(volume, groupType!)) AssertUntouched(answer);
        AssertUntouched(await _api.GetAsync("volumes/detail"));
        (await _api.GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.OK);

        await _server.StartAsync();
        await ReadyAsync(HttpStatusCode.OK);
        await _api.CreateVolumeAsync();
        AssertOneLine("The database cannot be reached (", "by req-");
    }

    [Fact]
    public async Task Freeze_OfTheDatabase_LeavesNobodyWaitingForIt()
    {
        await _api.CreateVolumeAsync();
        await _server.FreezeAsync();
        try
        {
            await ReadyAsync(HttpStatusCode.ServiceUnavailable);
            var read = await _api.GetAsync("volumes/detail");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, read.Status);
            Assert.NotNull(read.RetryAfter);
            var write = await _api.PostAsync("volumes", new { volume = new { size = 1 } });
            Assert.Contains(write.Status, (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout]);
        }
        finally
        {
            await _server.ThawAsync();
        }
        await ReadyAsync(HttpStatusCode.OK);
        await _api.CreateVolumeAsync();
    }

    /// <summary>Volume, project, types, QoS, group types, groups, quota classes, backends, and a row that no grain has.</summary>
    private async Task<IReadOnlyList<ApiAnswer>> WriteToEachKindAsync(string volume, string groupType) =>
    [
        await _api.PostAsync("volumes", new { volume = new { size = 1 } }),
        await _api.PostAsync($"volumes/{volume}/metadata", new { metadata = new { a = "b" } }),
        await _api.PostAsync("snapshots", new { snapshot = new { volume_id = volume } }),
        await _api.PostAsync("attachments", new { attachment = new { volume_uuid = volume, instance_uuid = Guid.NewGuid() } }),
        await _api.PutAsync($"os-quota-sets/{_api.Project}", new { quota_set = new { volumes = 20 } }),
        await _api.PutAsync("os-quota-class-sets/default", new { quota_class_set = new { volumes = 20 } }),
        await _api.PostAsync("types", new { volume_type = new { name = "new" } }),
        await _api.PostAsync("qos-specs", new { qos_specs = new { name = "new" } }),
        await _api.PostAsync("group_types", new { group_type = new { name = "new" } }),
        await _api.PostAsync("groups", new { group = new { group_type = groupType, volume_types = new[] { "__DEFAULT__" } } }),
        await _api.SendAsync(HttpMethod.Post, "volumes", new { volume = new { size = 1 } }, ("Idempotency-Key", "key")),
    ];

    private async Task ReadyAsync(HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = _silo.Url };
        await Eventually.Is($"readiness is {status}", async () => (await http.GetAsync("/healthz/ready")).StatusCode == status, TimeSpan.FromSeconds(30));
    }

    private static void AssertUntouched(ApiAnswer answer)
    {
        Assert.Contains("nothing was done", answer.Expect(HttpStatusCode.ServiceUnavailable).GetProperty("serviceUnavailable").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotNull(answer.RetryAfter);
    }

    private void AssertOneLine(params string[] parts)
    {
        Assert.Single(_silo.Output.Split('\n'), line => parts.All(p => line.Contains(p, StringComparison.Ordinal)));
        Assert.DoesNotContain("CodecNotFound", _silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _silo.Output, StringComparison.Ordinal);
    }
}
