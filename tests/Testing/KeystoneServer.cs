using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansStorage.Http;
using Xunit;

namespace OrleansStorage.Testing;

/// <summary>
/// A real Keystone for a test class, under uWSGI as it is deployed: fresh, in a temporary directory, on the loopback and a free port. Needs the Debian packages of <c>tests/install</c>; without them the tests fail
/// and say so.
/// </summary>
public sealed class KeystoneServer : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly TemporaryDirectory _directory = new();
    private readonly int _port = FreePort.Next();
    private readonly HttpClient _http = new(new KnownLengthHandler(new SocketsHttpHandler())) { Timeout = TimeSpan.FromSeconds(30) };
    private RunningProcess? _process;
    private string? _adminToken;

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{_port}/v3";

    /// <summary>What a silo must be told to ask it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Storage:Identity:Strategy"] = "Keystone",
        ["Storage:Identity:Keystone:Url"] = Url,
        ["Storage:Identity:Keystone:Username"] = "storage",
        ["Storage:Identity:Keystone:Password"] = "storage",
        ["Storage:Identity:Keystone:Project"] = "service",
        // On a busy machine it takes seconds for what takes it milliseconds.
        ["Storage:Identity:Keystone:TimeoutMs"] = "30000",
    };

    /// <inheritdoc/>
    public Task InitializeAsync() => StartAsync();

    /// <summary>Starts it, or starts it again after <see cref="StopAsync"/> with all that it knew; ends when it answers.</summary>
    public async Task StartAsync()
    {
        _process = RunningProcess.Start(Path.Combine(Repository.Root, "tests/tempest/keystone"), [_directory["keystone"], _port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForOutputAsync("Keystone is ready.", StartTimeout);
    }

    /// <summary>Ends it, as a crash does.</summary>
    public async Task StopAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>A token of a user for a project; both in domain Default. A null project leaves it unscoped.</summary>
    public async Task<string> TokenAsync(string user, string password, string? project)
    {
        var login = new { name = user, password, domain = new { id = "default" } };
        object identity = new { methods = new[] { "password" }, password = new { user = login } };
        object auth = project is null ? new { identity, scope = "unscoped" } : new { identity, scope = new { project = new { name = project, domain = new { id = "default" } } } };
        using var answer = await _http.PostAsJsonAsync(Url + "/auth/tokens", new { auth });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.GetValues("X-Subject-Token").Single();
    }

    /// <summary>A token of the admin.</summary>
    public async Task<string> AdminTokenAsync() => _adminToken ??= await TokenAsync("admin", "admin", "admin");

    /// <summary>A token of the service user, who has the role <c>service</c>.</summary>
    public Task<string> ServiceTokenAsync() => TokenAsync("storage", "storage", "service");

    /// <summary>Makes a project.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateProjectAsync(string name) => IdOf(await AdminAsync(HttpMethod.Post, "projects", new { project = new { name } }), "project");

    /// <summary>Makes a user, whose password is the name, with roles in a project.</summary>
    /// <returns>The user's id.</returns>
    public async Task<string> CreateUserAsync(string name, string projectId, params string[] roles)
    {
        var user = IdOf(await AdminAsync(HttpMethod.Post, "users", new { user = new { name, password = name } }), "user");
        foreach (var role in roles)
        {
            var found = (await AdminAsync(HttpMethod.Get, "roles?name=" + role)).GetProperty("roles")[0].GetProperty("id").GetString();
            await AdminAsync(HttpMethod.Put, $"projects/{projectId}/users/{user}/roles/{found}");
        }
        return user;
    }

    /// <summary>Ends a token before its time.</summary>
    public async Task RevokeAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Url + "/auth/tokens") { Headers = { { "X-Auth-Token", await AdminTokenAsync() }, { "X-Subject-Token", token } } };
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes an application credential of a user in the project of a token of his, with all of the roles that the token has.</summary>
    /// <returns>Its id and its secret.</returns>
    public async Task<(string Id, string Secret)> CreateApplicationCredentialAsync(string token)
    {
        using var whoami = new HttpRequestMessage(HttpMethod.Get, Url + "/auth/tokens") { Headers = { { "X-Auth-Token", token }, { "X-Subject-Token", token } } };
        using var known = await _http.SendAsync(whoami);
        var user = (await known.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetProperty("user").GetProperty("id").GetString();
        var made = await SendAsync(HttpMethod.Post, $"users/{user}/application_credentials", token, new { application_credential = new { name = Guid.NewGuid().ToString() } });
        return (IdOf(made, "application_credential"), made.GetProperty("application_credential").GetProperty("secret").GetString()!);
    }

    /// <summary>Puts a service and its public endpoint into the catalog.</summary>
    public async Task AddServiceAsync(string type, string url, string region = "RegionOne")
    {
        var service = IdOf(await AdminAsync(HttpMethod.Post, "services", new { service = new { type, name = type } }), "service");
        await AdminAsync(HttpMethod.Post, "endpoints", new { endpoint = new { service_id = service, @interface = "public", region, url } });
    }

    /// <summary>Gives it a new fernet key, as its operators' cron does; the oldest of more than three is gone then, and with it the tokens that it made.</summary>
    public async Task RotateKeysAsync()
    {
        var ended = await ProgramOutput.Run("keystone-manage",
            ["--config-file", Path.Combine(_directory["keystone"], "keystone.conf"), "fernet_rotate", "--keystone-user", Environment.UserName, "--keystone-group", Environment.UserName]);
        Assert.True(ended.ExitCode == 0, ended.Output);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _directory.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private async Task<JsonElement> AdminAsync(HttpMethod method, string path, object? body = null) => await SendAsync(method, path, await AdminTokenAsync(), body);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, $"{Url}/{path}") { Headers = { { "X-Auth-Token", token } } };
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private static string IdOf(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("id").GetString()!;
}
