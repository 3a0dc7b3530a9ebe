using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrleansStorage.Testing;

namespace OrleansStorage.Api.Tests.Nova;

/// <summary>Plays the part of one Nova: sends what it sent, and holds the answers against what it reads of them.</summary>
public sealed partial class NovaReplay(HttpClient http, Uri url, string sharedType) : IDisposable
{
    /// <summary>What Nova hands to the host's connector for iSCSI, and what Cinder adds for it. <c>discard</c> is a backend's own word.</summary>
    private static readonly string[] ConnectionKeys =
        ["access_mode", "attachment_id", "auth_method", "auth_password", "auth_username", "cacheable", "driver_volume_type", "encrypted", "qos_specs", "target_discovered", "target_iqn", "target_lun", "target_portal", "volume_id"];

    private readonly ApiClient _api = new(url);
    private readonly Dictionary<string, string> _ids = [];
    private string _snapshots = "";

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    /// <summary>Does one operation.</summary>
    public async Task RunAsync(NovaOperation operation)
    {
        // There is no image service to read the image from; the calls around it are Nova's all the same.
        foreach (var call in operation.Calls.Where(c => !c.Body.Contains("os-reimage", StringComparison.Ordinal))) await RunAsync(operation, call);
        foreach (var volume in operation.After) await CheckAsync(operation, volume);
    }

    private async Task RunAsync(NovaOperation operation, NovaCall call)
    {
        foreach (var name in Volume().Matches(call.Path + call.Body).Select(m => m.Value).Where(name => !_ids.ContainsKey(name))) await MakeAsync(name);
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(url, call.Path == "/" ? "/" : $"/v3/{_api.Project}{Resolve(PathOf(call))}"));
        request.Headers.Add("X-Auth-Token", $"nova:{_api.Project}");
        if (call.Version != "-") request.Headers.Add("OpenStack-API-Version", "volume " + call.Version);
        if (BodyOf(call) is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == call.Status, $"{operation.Title}: {call.Method} {call.Path} {call.Body}: {call.Status} was expected, {(int)response.StatusCode} came: {text}");
        Learn(call, text);
        if (call.GivesConnection) CheckConnection(operation, call, text);
    }

    private string PathOf(NovaCall call) => call.Path.StartsWith("/snapshots/", StringComparison.Ordinal) ? "/snapshots/" + _snapshots : call.Path;

    /// <summary>Volumes of the recording that no call makes were made before.</summary>
    private async Task MakeAsync(string name)
    {
        if (name is "<vol:from-image>" or "<vol:blank>") return;
        _ids[name] = await _api.CreateVolumeAsync(name == "<vol:shared>" ? sharedType : null);
        if (name == "<vol:root>") (await _api.ActAsync(_ids[name], "os-set_bootable", new { bootable = true })).Expect(System.Net.HttpStatusCode.OK);
    }

    private string? BodyOf(NovaCall call)
    {
        if (call.Body.Length == 0) return null;
        // There is no image service here: the volume that Nova would have made from an image is made blank.
        var node = JsonNode.Parse(Resolve(call.Body.Replace("\"<image>\"", "null", StringComparison.Ordinal)))!;
        if (node["attachment"] is JsonObject { } attachment && attachment["connector"] is JsonValue said) attachment["connector"] = ConnectorOf(said.GetValue<string>());
        return node.ToJsonString();
    }

    private static JsonObject ConnectorOf(string said)
    {
        var host = Connector().Match(said);
        return new()
        {
            ["platform"] = "x86_64", ["os_type"] = "linux", ["ip"] = "192.0.2.1", ["host"] = host.Groups["host"].Value, ["multipath"] = false, ["enforce_multipath"] = true, ["do_local_attach"] = false,
            ["initiator"] = "iqn.2004-10.com.example:" + host.Groups["host"].Value, ["system uuid"] = "8a5c1f6e-0000-4000-8000-000000000001", ["nqn"] = "nqn.2014-08.org.nvmexpress:uuid:1", ["mountpoint"] = host.Groups["mountpoint"].Value,
        };
    }

    private string Resolve(string text) => Name().Replace(text, m => m.Value.StartsWith("<srv", StringComparison.Ordinal) ? ServerOf(m.Value) : _ids.GetValueOrDefault(m.Value, m.Value));

    private string ServerOf(string name)
    {
        if (!_ids.TryGetValue(name, out var id)) _ids[name] = id = Guid.NewGuid().ToString("D");
        return id;
    }

    private void Learn(NovaCall call, string text)
    {
        if (call.Makes is { } attachment) _ids[attachment] = IdOf(text, "attachment");
        else if (call is { Method: "POST", Path: "/snapshots" }) _snapshots = IdOf(text, "snapshot");
        else if (call is { Method: "POST", Path: "/volumes" }) _ids[call.Body.Contains("blank-vol", StringComparison.Ordinal) ? "<vol:blank>" : "<vol:from-image>"] = IdOf(text, "volume");
    }

    private static string IdOf(string text, string key)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty(key).GetProperty("id").GetString()!;
    }

    private static void CheckConnection(NovaOperation operation, NovaCall call, string text)
    {
        using var json = JsonDocument.Parse(text);
        var info = json.RootElement.GetProperty("attachment").GetProperty("connection_info");
        Assert.Equal("iscsi", info.GetProperty("driver_volume_type").GetString());
        var missing = ConnectionKeys.Except(info.EnumerateObject().Select(p => p.Name)).ToArray();
        Assert.True(missing.Length == 0, $"{operation.Title}: {call.Method} {call.Path}: the connection info has no {string.Join(", ", missing)}");
    }

    /// <summary>A volume that is being made or removed is waited for, as Nova polls it.</summary>
    private async Task CheckAsync(NovaOperation operation, NovaVolume expected)
    {
        var id = _ids[$"<vol:{expected.Name}>"];
        var shown = "";
        await Eventually.Is($"{operation.Title}: volume {expected.Name} is {expected.Status}", async () =>
        {
            var answer = await _api.GetAsync($"volumes/{id}");
            shown = answer.Status == System.Net.HttpStatusCode.NotFound ? "gone" : answer.Json.GetProperty("volume").GetProperty("status").GetString()!;
            return shown is not ("creating" or "deleting" or "extending");
        });
        Assert.True(shown == expected.Status, $"{operation.Title}: volume {expected.Name} is {shown}, not {expected.Status}");
        if (shown == "gone") return;
        var listed = (await _api.GetAsync($"attachments/detail?volume_id={id}")).Json.GetProperty("attachments").EnumerateArray()
            .Select(a => (Id: a.GetProperty("id").GetString(), Status: a.GetProperty("status").GetString(), Server: a.GetProperty("instance").GetString())).Order();
        Assert.Equal(expected.Attachments.Select(a => (Id: (string?)_ids[a.Id], Status: (string?)a.Status, Server: (string?)_ids[a.Server])).Order(), listed);
    }

    [GeneratedRegex("<vol:[a-z0-9-]+>")]
    private static partial Regex Volume();

    [GeneratedRegex("<(vol:[a-z0-9-]+|att[0-9]+|srv[0-9]+)>")]
    private static partial Regex Name();

    [GeneratedRegex("host=(?<host>[a-z0-9]+) mountpoint=(?<mountpoint>[a-z/]+)")]
    private static partial Regex Connector();
}
