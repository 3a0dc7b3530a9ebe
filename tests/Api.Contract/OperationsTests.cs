using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Backends;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §17, §19, §21 and §22: what operators ask, and backups without a service.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private const string Base = "/v3/" + StubApi.Project;
    private PoolReport _pool = Samples.Pool;
    private ImmutableArray<BackupRecord> _backups = [];
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("ISchedulerGrain.GetPools", _ => Task.FromResult(ImmutableArray.Create(_pool)))
        .On("IBackendGrain.SetFrozen", a => Set(_pool with { Frozen = (bool)a[0]!, Enabled = !(bool)a[0]! }))
        .On("IBackendGrain.SetEnabled", a => Set(_pool with { Enabled = (bool)a[0]!, DisabledReason = (string?)a[1] }))
        .On("IBackupsGrain.GetState", _ => Task.FromResult(_backups))
        .On("IBackupsGrain.Add", a => { _backups = _backups.Add((BackupRecord)a[0]!); return Task.CompletedTask; })
        .On("IProjectGrain.Reserve", _ => Task.CompletedTask).On("IProjectGrain.Commit", _ => Task.CompletedTask)
        .On("IGroupTypesGrain.GetState", _ => Task.FromResult(ImmutableArray.Create(new GroupType { Id = new(Guid.Empty), Name = "g", CreatedAt = Samples.Time })))
        .On("IQuotaClassGrain.GetState", _ => Task.FromResult(ImmutableDictionary<string, long>.Empty.Add("volumes", 3)))
        .On("IQuotaClassGrain.SetLimits", _ => Task.CompletedTask);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Freeze_IsShown_AndIsNotDoneTwice()
    {
        Assert.Equal((200, ""), await PutAsync("os-services/freeze", """{"host":"h@b"}"""));
        Assert.True((await _api.SendAsync("GET", Base + "/os-services?binary=cinder-volume")).Json.GetProperty("services")[0].GetProperty("frozen").GetBoolean());
        (await _api.SendAsync("PUT", Base + "/os-services/freeze", """{"host":"h@b"}""")).ExpectFault(400, "badRequest", "frozen in service cinder-volume with host=h@b must be False to freeze.");
        Assert.Equal((200, ""), await PutAsync("os-services/thaw", """{"host":"h@b"}"""));
    }

    [Theory]
    [InlineData("freeze", """{"host":"zz"}""", "-", "No service found with host=zz")]
    [InlineData("thaw", """{"cluster":"c"}""", "3.26", "No service found with cluster=c")]
    [InlineData("freeze", "{}", "3.26", "One and only one of cluster and host must be set.")]
    [InlineData("freeze", """{"cluster":"c"}""", "-", "Additional properties are not allowed ('cluster' was unexpected)")]
    [InlineData("failover_host", """{"host":"h@b","backend_id":"x"}""", "-", "replication_status in service cinder-volume with host=h@b must be enabled or failed-over and must be up to failover.")]
    [InlineData("failover", """{"host":"zz"}""", "3.26", "No service found with host=zz")]
    [InlineData("set-log", """{"level":"DEBUG"}""", "3.32", "level: log levels are set in the configuration, under Logging:LogLevel, and cannot be changed by this call.")]
    [InlineData("get-log", """{"binary":"zz"}""", "3.32", "Invalid input for field/attribute binary. Value: zz. 'zz' is not one of ['', '*', 'cinder-api', 'cinder-volume', 'cinder-scheduler', 'cinder-backup']")]
    [InlineData("disable", """{"host":"h","binary":"cinder-scheduler"}""", "-", "cinder-scheduler runs in every silo and cannot be switched.")]
    public async Task ServiceCall_ThatCannotBe_IsRefused(string call, string body, string version, string message)
    {
        (string, string)[] headers = version == "-" ? [] : [("OpenStack-API-Version", "volume " + version)];
        (await _api.SendAsync("PUT", $"{Base}/os-services/{call}", body, headers: headers)).ExpectFault(400, "badRequest", message);
    }

    [Fact]
    public async Task GetLog_NamesEveryServiceThatIsAskedFor()
    {
        var levels = (await SendAsync("PUT", "os-services/get-log", "3.32", """{"binary":"*","prefix":"X"}""")).Json.GetProperty("log_levels");
        Assert.Equal(["cinder-api", "cinder-volume", "cinder-scheduler"], levels.EnumerateArray().Select(l => l.GetProperty("binary").GetString()));
        Assert.Equal(["X"], levels[0].GetProperty("levels").EnumerateObject().Select(l => l.Name));
    }

    [Fact]
    public async Task Host_ShowsWhatProjectsHave_InTexts_AndCanBeDisabled()
    {
        _api.On("ICatalog.ListPoolUseAsync", _ => Task.FromResult<IReadOnlyList<PoolUse>>([new(new("p1"), 2, 5, 1, 3), new(new("p2"), 1, 1, 0, 0)]));
        var rows = (await _api.SendAsync("GET", Base + "/os-hosts/h@b")).Json.GetProperty("host");
        Assert.Equal("""{"host":"h@b","project":"(total)","volume_count":"3","total_volume_gb":"6","snapshot_count":"1","total_snapshot_gb":"3"}""", rows[0].GetProperty("resource").GetRawText());
        Assert.Equal(["(total)", "p1", "p2"], rows.EnumerateArray().Select(r => r.GetProperty("resource").GetProperty("project").GetString()));
        Assert.Equal((200, """{"host":"h@b","status":"disabled"}"""), await PutAsync("os-hosts/h@b", """{"status":"disable"}"""));
        Assert.Equal(["disabled", "enabled"], (await _api.SendAsync("GET", Base + "/os-hosts")).Json.GetProperty("hosts").EnumerateArray().Select(h => h.GetProperty("service-state").GetString()));
        (await _api.SendAsync("GET", Base + "/os-hosts/h")).ExpectFault(404, "itemNotFound", "Service cinder-volume could not be found on host h.");
    }

    [Fact]
    public async Task Capabilities_AreThoseOfThePool()
    {
        var shown = (await _api.SendAsync("GET", Base + "/capabilities/h@b")).Json;
        var pool = (await _api.SendAsync("GET", Base + "/scheduler-stats/get_pools?detail=true")).Json.GetProperty("pools")[0].GetProperty("capabilities");
        Assert.Equal("OS::Storage::Capabilities::h@b", shown.GetProperty("namespace").GetString());
        foreach (var name in new[] { "vendor_name", "volume_backend_name", "storage_protocol", "driver_version" }) Assert.Equal(pool.GetProperty(name).GetString(), shown.GetProperty(name).GetString());
    }

    [Theory]
    [InlineData("name=h@b%23p", "3.28", 1)]
    [InlineData("name=zz", "3.28", 0)]
    [InlineData("name=zz", "3.27", 1)]
    [InlineData("storage_protocol=iSCSI", "3.28", 1)]
    [InlineData("multiattach=false", "3.28", 0)]
    [InlineData("no_such=1", "3.28", 0)]
    [InlineData("volume_type=__DEFAULT__", "3.35", 1)]
    public async Task Pools_AreFiltered(string query, string version, int count) =>
        Assert.Equal(count, (await SendAsync("GET", "scheduler-stats/get_pools?" + query, version)).Json.GetProperty("pools").GetArrayLength());

    [Fact]
    public async Task Clusters_ThereAreNone()
    {
        Assert.Equal("""{"clusters":[]}""", (await SendAsync("GET", "clusters/detail", "3.7")).Text);
        (await SendAsync("PUT", "clusters/disable", "3.7", """{"name":"c"}""")).ExpectFault(404, "itemNotFound", "Cluster c could not be found.");
        Assert.Equal(404, (await SendAsync("GET", "clusters", "3.6")).Status);
        (await SendAsync("POST", "workers/cleanup", "3.24", """{"resource_type":"Moon"}""")).ExpectFault(400, "badRequest", "Invalid input for field/attribute resource_type. Value: Moon. 'Moon' is not one of ['Volume', 'Snapshot']");
    }

    [Fact]
    public async Task QuotaClass_ShowsAndChanges_AndIsWhatDefaultsSay()
    {
        Assert.Equal(3, (await _api.SendAsync("GET", Base + "/os-quota-class-sets/default")).Json.GetProperty("quota_class_set").GetProperty("volumes").GetInt64());
        Assert.Equal(3, (await _api.SendAsync("GET", Base + "/os-quota-sets/p/defaults")).Json.GetProperty("quota_set").GetProperty("volumes").GetInt64());
        var changed = (await _api.SendAsync("PUT", Base + "/os-quota-class-sets/default", """{"quota_class_set":{"volumes":"4","gigabytes":-1}}""")).Json.GetProperty("quota_class_set");
        Assert.False(changed.TryGetProperty("id", out _));
        Assert.Equal(new Dictionary<string, long> { ["volumes"] = 4, ["gigabytes"] = -1 }, ((ImmutableDictionary<string, long>)_api.Calls.Single(c => c.Method == "IQuotaClassGrain.SetLimits").Arguments[0]!).ToDictionary());
        (await _api.SendAsync("PUT", Base + "/os-quota-class-sets/default", """{"quota_class_set":{"volumes":-2}}""")).ExpectFault(400, "badRequest", "Invalid input for field/attribute volumes. Value: -2. -2 is less than the minimum of -1");
    }

    [Fact]
    public async Task GroupTypes_ShowSpecsToAdminsOnly()
    {
        var id = Guid.Empty;
        Assert.True((await SendAsync("GET", "group_types/" + id, "3.11")).Json.GetProperty("group_type").TryGetProperty("group_specs", out _));
        Assert.False((await SendAsync("GET", "group_types/" + id, "3.11", user: "joe")).Json.GetProperty("group_type").TryGetProperty("group_specs", out _));
        (await SendAsync("GET", "group_types/default", "3.11")).ExpectFault(404, "itemNotFound", "Default group type can not be found.");
        (await SendAsync("GET", $"group_types/{id}/group_specs/x", "3.11")).ExpectFault(404, "itemNotFound", $"Group Type {id} has no specs with key x.");
        (await SendAsync("PUT", $"group_types/{id}/group_specs/x", "3.11", """{"y":"z"}""")).ExpectFault(400, "badRequest", "Request body and URI mismatch");
        Assert.Equal(404, (await SendAsync("GET", "group_types", "3.10")).Status);
    }

    [Fact]
    public async Task Backup_WithoutAService_IsRecordedAsFailed_AndHeldToTheQuota()
    {
        var volume = Samples.Volume();
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(volume));
        var made = await SendAsync("POST", "backups", "3.43", $$$$"""{"backup":{"volume_id":"{{{{volume.Id}}}}","name":"b","metadata":{"k":"v"}}}""");
        Assert.Equal(202, made.Status);
        Assert.Equal(["id", "name", "links"], made.Json.GetProperty("backup").EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 1), _api.Calls.Single(c => c.Method == "IProjectGrain.Reserve").Arguments[0] is QuotaReservation asked ? (asked.Backups, asked.BackupSizeGiB) : default);

        var id = made.Json.GetProperty("backup").GetProperty("id").GetString();
        var shown = (await SendAsync("GET", "backups/" + id, "3.43")).Json.GetProperty("backup");
        Assert.Equal(("error", "Service not found for creating backup."), (shown.GetProperty("status").GetString(), shown.GetProperty("fail_reason").GetString()));
        Assert.False(shown.TryGetProperty("user_id", out _));
        Assert.Equal(404, (await SendAsync("GET", "backups/" + id, "3.43", user: "bob", project: "11111111b6464bbcb12bc0a4d63e5bd3")).Status);
        (await SendAsync("DELETE", "backups/" + id, "3.43")).ExpectFault(404, "itemNotFound", "Service cinder-backup could not be found.");
        (await SendAsync("POST", $"backups/{id}/restore", "3.43", """{"restore":{}}""")).ExpectFault(400, "badRequest", "Invalid backup: Backup status must be available");
    }

    [Theory]
    [InlineData("name=b&status=error", 1)]
    [InlineData("status=available", 0)]
    [InlineData("zzz=1", 0)]
    [InlineData("limit=0", 0)]
    [InlineData("with_count=true", 1)]
    public async Task Backups_AreFilteredAndPaged(string query, int count)
    {
        _backups = [new() { Id = new(Guid.NewGuid()), ProjectId = new(StubApi.Project), UserId = "u", VolumeId = new(Guid.NewGuid()), SizeGiB = 1, Name = "b", FailReason = "f", CreatedAt = Samples.Time, UpdatedAt = Samples.Time }];
        var listed = (await SendAsync("GET", "backups/detail?" + query, "3.45")).Json;
        Assert.Equal(count, listed.GetProperty("backups").GetArrayLength());
        Assert.Equal(query.StartsWith("with_count", StringComparison.Ordinal), listed.TryGetProperty("count", out _));
    }

    [Theory]
    [InlineData(VolumeStatus.AwaitingTransfer, "Invalid volume: Volume to be backed up must be available or in-use, but the current status is \"awaiting-transfer\".")]
    [InlineData(VolumeStatus.InUse, "Invalid volume: Backing up an in-use volume must use the force flag.")]
    public async Task Backup_OfAVolumeInAnotherStatus_IsRefused(VolumeStatus status, string message)
    {
        var volume = Samples.Volume() with { Status = status };
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(volume));
        (await SendAsync("POST", "backups", "3.0", $$$"""{"backup":{"volume_id":"{{{volume.Id}}}"}}""")).ExpectFault(400, "badRequest", message);
    }

    private Task Set(PoolReport pool)
    {
        _pool = pool;
        return Task.CompletedTask;
    }

    private async Task<(int, string)> PutAsync(string path, string body)
    {
        var answer = await _api.SendAsync("PUT", $"{Base}/{path}", body);
        return (answer.Status, answer.Text);
    }

    private Task<StubAnswer> SendAsync(string method, string path, string version, string? body = null, string user = "admin", string project = StubApi.Project) =>
        _api.SendAsync(method, $"/v3/{project}/{path}", body, token: $"{user}:{project}", headers: ("OpenStack-API-Version", "volume " + version));
}
