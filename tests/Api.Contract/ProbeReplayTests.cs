using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansStorage.Api.Tests.Probes;
using OrleansStorage.Testing;

namespace OrleansStorage.Api.Tests;

/// <summary>Every request that was tried on a real Cinder, sent to the whole product in the same order: the answers must be Cinder's (contract §30), but for <see cref="ProbeExceptions"/>.</summary>
public sealed class ProbeReplayTests : IAsyncLifetime
{
    private const string Project = "89afd400b6464bbcb12bc0a4d63e5bd3";
    private const string OtherProject = "11111111b6464bbcb12bc0a4d63e5bd3";
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(30);
    private static readonly string[] NotSent = [.. ProbeExceptions.OtherDeployment, .. ProbeExceptions.Parallel];

    private readonly Dictionary<string, string> _ids = [];
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SiloProcess _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(new()
    {
        DataDirectory = _directory.FullPath,
        More = new Dictionary<string, string> { ["Storage:Identity:NoAuth:Members:0"] = "joe", ["Storage:Identity:NoAuth:Members:1"] = "bob" },
    });

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Probes_SentInOrder_AreAnsweredAsCinderAnswersThem()
    {
        List<string> wrong = [];
        foreach (var probe in Probe.All.Where(p => !NotSent.Contains(p.Label)))
        {
            await MakeMissingVolumesAsync(probe);
            using var response = await SendAsync(probe);
            var text = await response.Content.ReadAsStringAsync();
            wrong.AddRange(Compare(probe, (int)response.StatusCode, response, text).Select(d => $"{probe.Label} ({probe.Method} {probe.Path} at {probe.Version ?? "-"}): {d}"));
            await SettleAsync(probe, text);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private IEnumerable<string> Compare(Probe probe, int status, HttpResponseMessage response, string text)
    {
        if (ProbeExceptions.Status.TryGetValue(probe.Label, out var other))
        {
            return status == other.Status ? [] : [$"status {other.Status} ({other.Difference}), ours {status}: {text}"];
        }

        if (status != probe.Status)
        {
            return [$"status {probe.Status}, ours {status}: {text}"];
        }

        var ours = probe.Json is null ? default : JsonDocument.Parse(text).RootElement;
        var differences = probe.Json is { } recorded ? ProbeComparison.Differences(recorded, ours).ToList() : [];
        if (probe.Json is { } known)
        {
            Learn(known, ours);
        }

        differences.AddRange(CompareHeaders(probe, response));
        return differences.Where(d => !(ProbeExceptions.Field.TryGetValue(probe.Label, out var field) && field.Path == d.Path)).Select(d => $"{d.Path}: {d.What}");
    }

    private static IEnumerable<(string Path, string What)> CompareHeaders(Probe probe, HttpResponseMessage response)
    {
        var version = response.Headers.TryGetValues("OpenStack-API-Version", out var values) ? values.Single() : null;
        if (version?.Replace("3.71", "3.70", StringComparison.Ordinal) != probe.VersionHeader?.Replace("3.71", "3.70", StringComparison.Ordinal))
        {
            yield return ("OpenStack-API-Version", $"{probe.VersionHeader}, {version}");
        }

        // An answer without a body is text/html in some of Cinder's calls and JSON in others; clients cannot tell.
        var type = response.Content.Headers.ContentType?.ToString();
        if (probe.Json is not null && type != probe.ContentType)
        {
            yield return ("Content-Type", $"{probe.ContentType}, {type}");
        }
    }

    private Task<HttpResponseMessage> SendAsync(Probe probe)
    {
        var project = probe.User == "bob" || probe.Label == "quota gig exceed" ? OtherProject : Project;
        var root = probe.Label switch
        {
            "root" => "",
            "v3" or "v3/" or "no project in url" => "/v3",
            "project mismatch" => "/v3/" + OtherProject,
            _ => "/v3/" + project,
        };
        var request = new HttpRequestMessage(new HttpMethod(probe.Method), new Uri(_silo.Url, root + Map(probe.Path)));
        request.Headers.Add("X-Auth-Token", $"{probe.User}:{project}");
        if (probe.Version is { } version)
        {
            request.Headers.TryAddWithoutValidation("OpenStack-API-Version", version.StartsWith('!') ? version[1..] : "volume " + version);
        }

        if (probe.Label == "meta etag bad")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "nonsense");
        }

        request.Content = ContentOf(probe);
        return _http.SendAsync(request);
    }

    private ByteArrayContent? ContentOf(Probe probe)
    {
        if (probe.Body.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var body = probe.Body.ValueKind == JsonValueKind.String ? probe.Body.GetString()! : Map(probe.Body.GetRawText());
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = probe.Label switch { "bad ctype" => new MediaTypeHeaderValue("text/plain"), "no ctype" => null, _ => new MediaTypeHeaderValue("application/json") };
        return content;
    }

    private string Map(string text) => ProbeComparison.Uuid().Replace(text, id => _ids.GetValueOrDefault(id.Value, id.Value));

    /// <summary>Recorded ids stand for ours: the first time that both answers name one at the same place.</summary>
    private void Learn(JsonElement recorded, JsonElement ours)
    {
        if (recorded.ValueKind == JsonValueKind.Object && ours.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in recorded.EnumerateObject())
            {
                if (ours.TryGetProperty(property.Name, out var own)) Learn(property.Value, own);
            }
        }
        else if (recorded.ValueKind == JsonValueKind.Array && ours.ValueKind == JsonValueKind.Array)
        {
            foreach (var (one, own) in recorded.EnumerateArray().Zip(ours.EnumerateArray())) Learn(one, own);
        }
        else if (recorded.ValueKind == JsonValueKind.String && ours.ValueKind == JsonValueKind.String && Guid.TryParse(recorded.GetString(), out _) && Guid.TryParse(ours.GetString(), out _))
        {
            _ids.TryAdd(recorded.GetString()!, ours.GetString()!);
        }
    }

    /// <summary>The recording made some volumes between its probes; so do we, when a probe that succeeded names one.</summary>
    private async Task MakeMissingVolumesAsync(Probe probe)
    {
        var body = probe.Body.ValueKind == JsonValueKind.Object ? probe.Body.GetRawText().Replace(" ", "", StringComparison.Ordinal) : "";
        foreach (var id in ProbeComparison.Uuid().Matches(probe.Path + body).Select(m => m.Value).Where(id => !_ids.ContainsKey(id) && probe.Status != 404))
        {
            if (!probe.Path.Contains("/volumes/" + id, StringComparison.Ordinal) && !body.Contains($"\"volume_uuid\":\"{id}\"", StringComparison.Ordinal) && !body.Contains($"\"volume_id\":\"{id}\"", StringComparison.Ordinal))
            {
                continue;
            }

            using var api = new ApiClient(_silo.Url, Project);
            // The recorded server had no Keystone to ask, so it did not take on the project's default type that ours does.
            _ids[id] = await api.CreateVolumeAsync(probe.Label.StartsWith("ma ", StringComparison.Ordinal) ? "t2" : "__DEFAULT__");
        }
    }

    /// <summary>Waits until what the probe began has ended, as the recording did.</summary>
    private async Task SettleAsync(Probe probe, string text)
    {
        if (probe.Method == "GET" || probe.Label == "v3")
        {
            return;
        }

        foreach (var id in ProbeComparison.Uuid().Matches(Map(probe.Path) + (text.StartsWith('{') ? text : "")).Select(m => m.Value).Distinct())
        {
            await SettleAsync($"volumes/{id}", "volume");
            await SettleAsync($"snapshots/{id}", "snapshot");
        }
    }

    private async Task SettleAsync(string path, string key)
    {
        using var api = new ApiClient(_silo.Url, Project);
        using var timeout = new CancellationTokenSource(SettleTimeout);
        while (!timeout.IsCancellationRequested)
        {
            var answer = await api.GetAsync(path);
            if (answer.Status != System.Net.HttpStatusCode.OK || answer.Json.GetProperty(key).GetProperty("status").GetString() is not ("creating" or "deleting" or "extending"))
            {
                return;
            }

            await Task.Yield();
        }

        throw new TimeoutException($"{path} stayed in a status of transition.");
    }
}
