using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansStorage.Testing;

/// <summary>A thin client of the Cinder v3 API for tests: says what it sends, and what came back.</summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>The call that shows what the arrays export.</summary>
    public const string BackendsPath = "orleans-storage/backends";

    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;

    /// <summary>For a silo at <paramref name="url"/> (without <c>/v3</c>), as one user of one project; with a <paramref name="token"/> as whoever Keystone gave it to.</summary>
    public ApiClient(Uri url, string project = "89afd400b6464bbcb12bc0a4d63e5bd3", string user = "admin", string version = "3.71", int connections = 256, string? token = null)
    {
        Project = project;
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new Uri(url, $"/v3/{project}/"), Timeout = TimeSpan.FromSeconds(120) };
        _http.DefaultRequestHeaders.Add("X-Auth-Token", token ?? $"{user}:{project}");
        _http.DefaultRequestHeaders.Add("OpenStack-API-Version", $"volume {version}");
    }

    /// <summary>The project it speaks for.</summary>
    public string Project { get; }

    /// <summary>Sends one request; never throws for a status.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, text)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
            Headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>GET.</summary>
    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>POST.</summary>
    public Task<ApiAnswer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>PUT.</summary>
    public Task<ApiAnswer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    /// <summary>DELETE.</summary>
    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>A volume action.</summary>
    public Task<ApiAnswer> ActAsync(string volume, string action, object? body = null) => PostAsync($"volumes/{volume}/action", new Dictionary<string, object?> { [action] = body ?? new { } });

    /// <summary>Makes a volume type and returns its id.</summary>
    public async Task<string> CreateTypeAsync(string name, object extraSpecs) =>
        (await PostAsync("types", new { volume_type = new { name, extra_specs = extraSpecs } })).Expect(HttpStatusCode.OK).GetProperty("volume_type").GetProperty("id").GetString()!;

    /// <summary>Makes a volume, waits until it is available, and returns its id.</summary>
    public async Task<string> CreateVolumeAsync(string? type = null, int sizeGiB = 1)
    {
        var made = (await PostAsync("volumes", new { volume = new { size = sizeGiB, volume_type = type } })).Expect(HttpStatusCode.Accepted);
        var id = made.GetProperty("volume").GetProperty("id").GetString()!;
        await WaitForStatusAsync(id, "available");
        return id;
    }

    /// <summary>Waits until a volume has a status.</summary>
    public async Task WaitForStatusAsync(string volume, string status)
    {
        await Eventually.Is($"volume {volume} becomes {status}", async () =>
        {
            var shown = (await GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.OK).GetProperty("volume").GetProperty("status").GetString()!;
            return shown == status;
        }, StatusTimeout);
    }

    /// <summary>Reserves a volume and returns the attachment's id.</summary>
    public async Task<string> ReserveAsync(string volume, Guid? instance = null) =>
        (await PostAsync("attachments", new { attachment = new { volume_uuid = volume, instance_uuid = instance ?? Guid.NewGuid() } }))
        .Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("id").GetString()!;

    /// <summary>Connects an attachment to a host.</summary>
    public Task<ApiAnswer> ConnectAsync(string attachment, string host) => PutAsync($"attachments/{attachment}", new { attachment = new { connector = Connector(host) } });

    /// <summary>What the array shows of a volume: the initiators that are let in, sorted.</summary>
    public async Task<IReadOnlyList<string>> ExportsOfAsync(string volume) => ExportsOf(volume, await GetAsync(BackendsPath));

    /// <summary>The same from the answer of <see cref="BackendsPath"/>.</summary>
    public static IReadOnlyList<string> ExportsOf(string volume, ApiAnswer backends) =>
        [.. backends.Expect(HttpStatusCode.OK).GetProperty("backends").EnumerateArray().SelectMany(b => b.GetProperty("exports").EnumerateArray())
            .Where(e => e.GetProperty("volume_id").GetString() == volume).Select(e => e.GetProperty("initiator").GetString()!).Order(StringComparer.Ordinal)];

    /// <summary>What each array exports, and what is recorded.</summary>
    public async Task<IReadOnlyList<BackendExports>> BackendsAsync()
    {
        var backends = (await GetAsync(BackendsPath)).Expect(HttpStatusCode.OK).GetProperty("backends");
        return [.. backends.EnumerateArray().Select(b => new BackendExports(b.GetProperty("name").GetString()!, Pairs(b, "exports", null), Pairs(b, "recorded", true), Pairs(b, "recorded", false)))];

        static IReadOnlyList<string> Pairs(JsonElement backend, string list, bool? exported) =>
            [.. backend.GetProperty(list).EnumerateArray().Where(e => exported is null || e.GetProperty("phase").GetString() == "exported" == exported)
                .Select(e => $"{e.GetProperty("volume_id").GetString()} {e.GetProperty("initiator").GetString()}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Waits until every array shows exactly what is recorded and no export is under way.</summary>
    public async Task WaitUntilArrayShowsWhatIsRecordedAsync(TimeSpan? timeout = null)
    {
        IReadOnlyList<BackendExports> last = [];
        try
        {
            await Eventually.Is("every array shows what is recorded", async () =>
            {
                last = await BackendsAsync();
                return last.All(b => b.Open.Count == 0 && b.Exports.SequenceEqual(b.Recorded));
            }, timeout ?? StatusTimeout);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(string.Join("; ", last.Select(b => $"{b.Name}: shows [{string.Join(", ", b.Exports)}], recorded [{string.Join(", ", b.Recorded)}], open [{string.Join(", ", b.Open)}]")), e);
        }
    }

    /// <summary>A host's connector.</summary>
    public static object Connector(string host) => new { host, initiator = Initiator(host), ip = "127.0.0.1", multipath = false, mountpoint = "/dev/vdb", platform = "x86_64", os_type = "linux" };

    /// <summary>A host's initiator name.</summary>
    public static string Initiator(string host) => $"iqn.2026-11.test:{host}";

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
