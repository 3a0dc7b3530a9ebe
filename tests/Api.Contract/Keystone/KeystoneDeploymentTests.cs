using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansStorage.Api.Identity.Keystone;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Catalog;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests.Keystone;

/// <summary>Keystone as it is deployed: uWSGI, TLS of a private authority at HAProxy, keys that are rotated, application credentials; and what the log says when it refuses.</summary>
public sealed class KeystoneDeploymentTests(KeystoneServer keystone) : IClassFixture<KeystoneServer>, IDisposable
{
    private readonly LogLines _log = new();
    private readonly ClockAhead _time = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Request_ThroughHAProxyWithAPrivateAuthority_IsServedWithItsFileAndElseSaysWhatToSet()
    {
        using var authority = new TestAuthority();
        var port = FreePort.Next();
        await using var proxy = await ProxyServer.StartHAProxyAsync(port, $"""
            listen keystone
                bind 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} ssl crt {authority.ServerFile}
                server keystone {new Uri(keystone.Url).Authority}
            """);
        var url = $"https://localhost:{port}/v3";
        await using var trusting = await StartAsync(o => (o.Url, o.CaFile) = (url, authority.CaFile));
        await using var strange = await StartAsync(o => o.Url = url);

        Assert.Equal(200, await AskAsync(trusting, await keystone.AdminTokenAsync()));
        Assert.Equal(503, await AskAsync(strange, await keystone.AdminTokenAsync()));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: A token cannot be validated: " + url, StringComparison.Ordinal) && line.Contains("Storage:Identity:Keystone:CaFile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_AfterKeystoneLostTheKeysOfOldTokens_IsServedWithNewOnes()
    {
        var old = await keystone.TokenAsync("admin", "admin", "admin");
        await using var api = await StartAsync();
        Assert.Equal(200, await AskAsync(api, old));

        await keystone.RotateKeysAsync();
        _time.Ahead += TimeSpan.FromMinutes(2);
        Assert.Equal(200, await AskAsync(api, old));

        for (var i = 0; i < 2; i++) await keystone.RotateKeysAsync();
        _time.Ahead += TimeSpan.FromMinutes(2);
        Assert.Equal(401, await AskAsync(api, old));
        Assert.Equal(200, await AskAsync(api, await keystone.TokenAsync("admin", "admin", "admin")));
    }

    [Fact]
    public async Task Request_WhenThisServiceHasAnApplicationCredential_IsServed()
    {
        var (id, secret) = await keystone.CreateApplicationCredentialAsync(await keystone.ServiceTokenAsync());
        await using var api = await StartAsync(o => (o.Username, o.Password, o.ApplicationCredentialId, o.ApplicationCredentialSecret) = ("", "", id, secret));

        Assert.Equal(200, await AskAsync(api, await keystone.TokenAsync("admin", "admin", "admin")));
    }

    [Fact]
    public async Task Request_WhenKeystoneRefusesThisService_LogsWhatItSaidAndNoSecret()
    {
        await using var api = await StartAsync(o => o.Password = "do-not-show");

        Assert.Equal(503, await AskAsync(api, await keystone.TokenAsync("admin", "admin", "admin")));

        Assert.Contains(_log.Lines, line => line.StartsWith("Error: Keystone answered 401 (The request you have made requires authentication.) to user 'storage' of project 'service': check ", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("do-not-show", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_WhenThisServiceMayNotValidate_LogsWhatKeystoneSaidAndWhichRoleItNeeds()
    {
        await keystone.CreateUserAsync("plain", await keystone.CreateProjectAsync("plain"), "member");
        await using var api = await StartAsync(o => (o.Username, o.Password, o.Project) = ("plain", "plain", "plain"));

        Assert.Equal(503, await AskAsync(api, await keystone.TokenAsync("admin", "admin", "admin")));

        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: A token cannot be validated: Keystone answered 403 (You are not authorized", StringComparison.Ordinal)
            && line.Contains("it needs the role service or admin in its project", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutKeystone_WarnsOnceAndServes()
    {
        await using var api = await StartAsync(o => o.Url = $"http://127.0.0.1:{FreePort.Next()}");

        await Eventually.Is("the warning of a start without Keystone", () => Task.FromResult(_log.Lines.Any(line => line.StartsWith("Warning: ", StringComparison.Ordinal))));

        Assert.StartsWith("Warning: Keystone gives this service no token: http://127.0.0.1:", Assert.Single(_log.Lines, line => line.StartsWith("Warning: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(200, (await api.SendAsync("GET", "/v3/", token: null)).Status);
    }

    [Fact]
    public async Task Login_AtAServerThatRefusesChunks_HasALength()
    {
        using var server = new LengthRequiredServer("{}");
        await using var api = await StartAsync(o => o.Url = server.Url.AbsoluteUri);

        await Eventually.Is("the login", () => Task.FromResult(!server.Requests.IsEmpty));

        Assert.Matches("^POST /v3/auth/tokens [1-9]", server.Requests.First());
    }

    private async Task<StubApi> StartAsync(Action<KeystoneOptions>? configure = null)
    {
        var api = await Samples.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(_log).AddSingleton<TimeProvider>(_time).AddKeystoneIdentity().Configure<KeystoneOptions>(o =>
        {
            (o.Url, o.Username, o.Password, o.TimeoutMs) = (keystone.Url, "storage", "storage", 30_000);
            configure?.Invoke(o);
        }));
        return api.On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([]));
    }

    private static async Task<int> AskAsync(StubApi api, string token) => (await api.SendAsync("GET", "/v3/volumes/detail", token: token)).Status;
}
