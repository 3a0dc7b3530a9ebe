using Microsoft.Extensions.DependencyInjection;
using OrleansStorage.Api.Identity.Keystone;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests.Keystone;

/// <summary>Contract §3, §4 and §11 over a real Keystone.</summary>
public sealed class KeystoneIdentityTests(KeystoneServer keystone) : IClassFixture<KeystoneServer>, IAsyncLifetime
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);
    private static int _names;
    private readonly ClockAhead _time = new();
    private readonly VolumeDescription _volume = Samples.Volume();
    private readonly string _name = $"u{Interlocked.Increment(ref _names)}";
    private StubApi _api = null!;
    private string _project = "";

    public async Task InitializeAsync()
    {
        _project = await keystone.CreateProjectAsync(_name);
        _api = await StartAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Request_WithAMembersToken_IsTheMembers()
    {
        var user = await keystone.CreateUserAsync(_name, _project, "member");
        Assert.Equal(202, (await ReserveAsync(await TokenAsync(), $"/v3/{_project}")).Status);
        Assert.Equal((user, _project, false, false), (Seen.UserId, Seen.Project.Value, Seen.IsAdmin, Seen.IsService));
    }

    [Fact]
    public async Task Request_WithAnAdminsToken_IsAnAdmins()
    {
        Assert.Equal(202, (await ReserveAsync(await keystone.AdminTokenAsync())).Status);
        Assert.True(Seen.IsAdmin);
        Assert.False(Seen.IsService);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("admin:admin")]
    [InlineData("gAAAAABrA42jh28BkV7OUHi4")]
    public async Task Request_WithoutAValidToken_ReachesNoGrain(string? token)
    {
        var answer = await ReserveAsync(token);

        Assert.Equal((401, "application/json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal($"Keystone uri=\"{keystone.Url}\"", answer.Header("WWW-Authenticate"));
        Assert.Equal("""{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}""", answer.Text);
        Assert.Empty(_api.Calls);
    }

    [Fact]
    public async Task Request_WithARevokedToken_IsRefusedAfterTheMaximumAge()
    {
        await keystone.CreateUserAsync(_name, _project, "member");
        var token = await TokenAsync();
        Assert.Equal(202, (await ReserveAsync(token)).Status);

        await keystone.RevokeAsync(token);
        _time.Ahead = MaxAge;

        Assert.Equal(401, (await ReserveAsync(token)).Status);
    }

    [Fact]
    public async Task Request_WithAServicesTokenBesideTheUsers_IsAServices()
    {
        await keystone.CreateUserAsync(_name, _project, "member");
        Assert.Equal(202, (await ReserveAsync(await TokenAsync(), headers: ("X-Service-Token", await keystone.ServiceTokenAsync()))).Status);
        Assert.True(Seen.IsService);
        Assert.Equal(_project, Seen.Project.Value);
    }

    [Fact]
    public async Task Request_WithAServiceTokenThatIsNone_IsRefused()
    {
        await keystone.CreateUserAsync(_name, _project, "member");
        var token = await TokenAsync();
        Assert.Equal(401, (await ReserveAsync(token, headers: ("X-Service-Token", token))).Status);
        Assert.Equal(401, (await ReserveAsync(token, headers: ("X-Service-Token", "nonsense"))).Status);
        Assert.Empty(_api.Calls);
    }

    [Fact]
    public async Task Request_WithATokenForNoProject_IsForbidden()
    {
        await keystone.CreateUserAsync(_name, _project, "member");
        (await ReserveAsync(await keystone.TokenAsync(_name, _name, null))).ExpectFault(403, "forbidden", "The token in X-Auth-Token is not scoped to a project; get one that is.");
    }

    [Fact]
    public async Task Request_ForAnotherProjectThanTheTokens_IsMalformed()
    {
        var other = await keystone.CreateProjectAsync(_name + "-other");
        (await ReserveAsync(await keystone.AdminTokenAsync(), $"/v3/{other}")).ExpectFault(400, "badRequest", "Malformed request url");
    }

    [Fact]
    public async Task Request_WhenKeystoneRefusesThisServicesOwnPassword_IsUnavailable()
    {
        await using var api = await StartAsync(o => o.Password = "wrong");
        var answer = await api.SendAsync("GET", "/v3/volumes", token: await keystone.AdminTokenAsync());
        answer.ExpectFault(503, "serviceUnavailable", "The Keystone service is temporarily unavailable.");
        Assert.Equal("1", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Request_WhileKeystoneIsAway_IsServedIfItsTokenIsKnown()
    {
        var (known, unknown) = (await keystone.AdminTokenAsync(), await keystone.ServiceTokenAsync());
        Assert.Equal(202, (await ReserveAsync(known)).Status);
        await keystone.StopAsync();
        try
        {
            (await ReserveAsync(unknown)).ExpectFault(503, "serviceUnavailable", "The Keystone service is temporarily unavailable.");
            _time.Ahead = MaxAge;
            Assert.Equal(202, (await ReserveAsync(known)).Status);
            _time.Ahead = TimeSpan.FromHours(2);
            Assert.Equal(503, (await ReserveAsync(known)).Status);
        }
        finally
        {
            await keystone.StartAsync();
        }

        await Eventually.Is("tokens are validated again", async () => (await ReserveAsync(known)).Status == 202);
    }

    private Caller Seen => (Caller)_api.Calls.Last(call => call.Method == "IVolumeGrain.Reserve").Arguments[0]!;

    private Task<string> TokenAsync() => keystone.TokenAsync(_name, _name, _name);

    private Task<StubAnswer> ReserveAsync(string? token, string root = "/v3", params (string Name, string Value)[] headers) =>
        _api.SendAsync("POST", $"{root}/volumes/{_volume.Id}/action", """{"os-reserve":{}}""", token: token, headers: headers);

    private async Task<StubApi> StartAsync(Action<KeystoneOptions>? configure = null)
    {
        var api = await Samples.StartAsync(services: services => services.AddSingleton<TimeProvider>(_time).AddKeystoneIdentity().Configure<KeystoneOptions>(o =>
        {
            (o.Url, o.Username, o.Password, o.MaxAgeSeconds, o.TimeoutMs) = (keystone.Url, "storage", "storage", (int)MaxAge.TotalSeconds, 30_000);
            configure?.Invoke(o);
        }));
        // The volume is everybody's, so that every caller comes as far as the grain.
        return api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume with { ProjectId = new(_project) })).On("IVolumeGrain.Reserve", _ => Task.CompletedTask);
    }
}
