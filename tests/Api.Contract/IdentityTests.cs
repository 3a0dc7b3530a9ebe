using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §4 and Cinder's noauth: who a request is from, and what only admins may.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private readonly VolumeDescription _volume = Samples.Volume();
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync()).On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume)).On("IVolumeGrain.Reserve", _ => Task.CompletedTask);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("lab:labproj", "/v3", "lab", "labproj", true)]
    [InlineData("joe:" + StubApi.Project, "/v3/" + StubApi.Project, "joe", StubApi.Project, false)]
    [InlineData("notused", "/v3", "notused", "admin", true)]
    [InlineData("notused", "/v3/demo", "notused", "demo", true)]
    [InlineData("lab", "/v3/" + StubApi.Project, "lab", StubApi.Project, true)]
    [InlineData(null, "/v3/" + StubApi.Project, "admin", StubApi.Project, true)]
    [InlineData(null, "/v3", "admin", "admin", true)]
    public async Task Caller_IsWhatTheTokenSays(string? token, string root, string user, string project, bool isAdmin)
    {
        await _api.SendAsync("POST", $"{root}/volumes/{_volume.Id}/action", """{"os-reserve":{}}""", token: token);
        var caller = (Caller)_api.Calls.Single(call => call.Method == "IVolumeGrain.Reserve").Arguments[0]!;
        Assert.Equal((user, project, isAdmin), (caller.UserId, caller.Project.Value, caller.IsAdmin));
    }

    [Fact]
    public async Task AdminAction_ByAMember_IsForbiddenByName() =>
        (await AsAsync("joe", "POST", $"/v3/volumes/{_volume.Id}/action", """{"os-reset_status":{"status":"error"}}"""))
            .ExpectFault(403, "forbidden", "Policy doesn't allow volume_extension:volume_admin_actions:reset_status to be performed.");

    [Fact]
    public async Task AdminAction_OnAnotherProjectsVolume_IsNotFound() =>
        (await _api.SendAsync("POST", $"/v3/volumes/{_volume.Id}/action", """{"os-reset_status":{"status":"error"}}""", token: "bob:other")).ExpectFault(404, "itemNotFound", $"Volume {_volume.Id} could not be found.");

    [Fact]
    public async Task Show_OfAnotherProjectsVolume_IsNotFoundForMembersOnly()
    {
        (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}", token: "bob:other")).ExpectFault(404, "itemNotFound", $"Volume {_volume.Id} could not be found.");
        Assert.Equal(200, (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}", token: "lab:other")).Status);
    }

    [Fact]
    public async Task Show_ToAMember_HidesTheHost()
    {
        var shown = (await AsAsync("joe", "GET", $"/v3/volumes/{_volume.Id}")).Json.GetProperty("volume");
        Assert.False(shown.TryGetProperty("os-vol-host-attr:host", out _));
        Assert.False(shown.TryGetProperty("migration_status", out _));
        Assert.Equal(StubApi.Project, shown.GetProperty("os-vol-tenant-attr:tenant_id").GetString());
    }

    [Theory]
    [InlineData("GET", "/v3/os-services", "volume_extension:services:index")]
    [InlineData("GET", "/v3/scheduler-stats/get_pools", "scheduler_extension:scheduler_stats:get_pools")]
    [InlineData("DELETE", "/v3/os-quota-sets/x", "volume_extension:quotas:delete")]
    [InlineData("DELETE", "/v3/types/x", "volume_extension:type_delete")]
    public async Task AdminCall_ByAMember_IsForbidden(string method, string path, string policy) =>
        (await AsAsync("joe", method, path)).ExpectFault(403, "forbidden", $"Policy doesn't allow {policy} to be performed.");

    private Task<StubAnswer> AsAsync(string user, string method, string path, string? body = null) => _api.SendAsync(method, path, body, token: $"{user}:{StubApi.Project}");
}
