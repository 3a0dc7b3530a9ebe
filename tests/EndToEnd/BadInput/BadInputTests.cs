using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.BadInput;

/// <summary>Bad input of every kind gets the contract's error and changes nothing, on the whole product.</summary>
public sealed class BadInputTests(BadInputSilo silo) : IClassFixture<BadInputSilo>
{
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("POST", "volumes", "{bad", 400, "Malformed request body")]
    [InlineData("POST", "volumes", "[]", 400, "")]
    [InlineData("POST", "volumes", """{"vol":{}}""", 400, "'volume' is a required property")]
    [InlineData("POST", "volumes", """{"volume":{"size":0}}""", 400, "Invalid input for field/attribute size. Value: 0. 0 is less than the minimum of 1")]
    [InlineData("POST", "volumes", """{"volume":{"size":-1}}""", 400, "size")]
    [InlineData("POST", "volumes", """{"volume":{"size":1.5}}""", 400, "Invalid input for field/attribute size. Value: 1.5. 1.5 is not of type 'integer', 'string', 'null'")]
    [InlineData("POST", "volumes", """{"volume":{"size":"x"}}""", 400, "size")]
    [InlineData("POST", "volumes", """{"volume":{"size":99999999999}}""", 400, "size")]
    [InlineData("POST", "volumes", """{"volume":{"size":1,"volume_type":"nope"}}""", 404, "Volume type with name nope could not be found.")]
    [InlineData("POST", "volumes", """{"volume":{"size":1,"availability_zone":"nope"}}""", 400, "Availability zone 'nope' is invalid.")]
    [InlineData("POST", "volumes", """{"volume":{"size":1,"snapshot_id":"x"}}""", 400, "snapshot_id")]
    [InlineData("POST", "volumes", """{"volume":{"size":1,"multiattach":true}}""", 400, "multiattach")]
    [InlineData("POST", "volumes", """{"volume":{"size":1,"metadata":{"k":1}}}""", 400, "Invalid input for field/attribute k.")]
    [InlineData("GET", "volumes/nope", null, 404, "Volume nope could not be found.")]
    [InlineData("GET", "volumes/00000000-0000-0000-0000-000000000001", null, 404, "could not be found")]
    [InlineData("DELETE", "volumes/00000000-0000-0000-0000-000000000001", null, 404, "could not be found")]
    [InlineData("DELETE", "attachments/00000000-0000-0000-0000-000000000001", null, 404, "Volume attachment could not be found with filter: attachment_id = 00000000-0000-0000-0000-000000000001.")]
    [InlineData("POST", "attachments", """{"attachment":{}}""", 400, "volume_uuid")]
    [InlineData("POST", "attachments", """{"attachment":{"volume_uuid":"00000000-0000-0000-0000-000000000001"}}""", 404, "could not be found")]
    [InlineData("POST", "attachments", """{"attachment":{"volume_uuid":"VOLUME","mode":"xx"}}""", 400, "mode")]
    [InlineData("POST", "attachments", """{"attachment":{"volume_uuid":"VOLUME","instance_uuid":"x"}}""", 400, "instance_uuid")]
    [InlineData("PUT", "attachments/ATTACHMENT", """{"attachment":{"connector":{}}}""", 400, "connector")]
    [InlineData("PUT", "attachments/ATTACHMENT", """{"attachment":{"connector":{"initiator":"iqn.1"}}}""", 400, "host")]
    [InlineData("PUT", "attachments/ATTACHMENT", """{"attachment":{"connector":{"host":"h"}}}""", 400, "initiator")]
    [InlineData("PUT", "attachments/ATTACHMENT", """{"attachment":{"connector":{"host":7,"initiator":"iqn.1"}}}""", 400, "host")]
    [InlineData("POST", "volumes/VOLUME/action", """{}""", 400, "Malformed request body")]
    [InlineData("POST", "volumes/VOLUME/action", """{"os-zzz":{}}""", 400, "There is no such action: os-zzz")]
    [InlineData("POST", "volumes/VOLUME/action", """{"os-extend":{"new_size":1}}""", 400, "")]
    [InlineData("POST", "volumes/VOLUME/action", """{"os-initialize_connection":{"connector":{"host":"h"}}}""", 400, "initiator")]
    [InlineData("POST", "volumes/VOLUME/action", """{"os-reset_status":{"status":"zzz"}}""", 400, "zzz")]
    [InlineData("DELETE", "volumes/VOLUME", null, 400, "Volume status must be available")]
    [InlineData("POST", "snapshots", """{"snapshot":{"volume_id":"00000000-0000-0000-0000-000000000001"}}""", 404, "could not be found")]
    [InlineData("GET", "volumes?limit=x", null, 400, "limit param must be an integer")]
    [InlineData("GET", "volumes?sort_key=zzz", null, 400, "Invalid sort key")]
    [InlineData("PUT", "os-quota-sets/PROJECT", """{"quota_set":{"zz":1}}""", 400, "Bad key(s) in quota set: zz")]
    public async Task Request_WithBadInput_IsRefusedAndChangesNothing(string method, string path, string? body, int status, string message)
    {
        var before = await StateAsync();

        var (answered, text) = await SendAsync(new HttpMethod(method), Fill(path), body is null ? null : Fill(body));

        Assert.True(status == answered, $"{status} was expected, {answered} came: {text}");
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());
    }

    [Theory]
    [InlineData("""{"volume":{"size":1,"name":"\ud83d"}}""")]
    [InlineData("""{"volume":{"size":1,"metadata":{"\ud83d":"v"}}}""")]
    [InlineData("""{"volume":{"size":1},"\udc00":1}""")]
    [InlineData("""{"\ud83d":{}}""")]
    [InlineData("""{"volume":{"size":1,"zzz":[{"deep":{"\ud83dx":null}}]}}""")]
    public async Task Text_WithHalfACharacter_IsRefusedWhereverItStands(string body)
    {
        foreach (var (method, path) in new[] { ("POST", "volumes"), ("PUT", "volumes/VOLUME"), ("POST", "volumes/VOLUME/metadata"), ("POST", "volumes/VOLUME/action"), ("PUT", "os-quota-sets/PROJECT"), ("POST", "qos-specs") })
        {
            var (status, text) = await SendAsync(new HttpMethod(method), Fill(path), body);
            Assert.True(status == 400, $"{method} {path}: 400 was expected, {status} came: {text}");
            Assert.Contains("Malformed request body", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Text_IsAsLongAsItsCodePoints()
    {
        var longest = string.Concat(Enumerable.Repeat("😀", 255));
        var named = (await _api.PutAsync($"volumes/{silo.Volume}", new { volume = new { name = longest, metadata = new { k = longest } } })).Expect(HttpStatusCode.OK).GetProperty("volume");
        Assert.Equal((longest, longest), (named.GetProperty("name").GetString(), named.GetProperty("metadata").GetProperty("k").GetString()));
        Assert.Contains(silo.Volume, (await _api.GetAsync("volumes?name=" + Uri.EscapeDataString(longest))).Expect(HttpStatusCode.OK).GetProperty("volumes").GetRawText(), StringComparison.Ordinal);
        (await _api.PostAsync("qos-specs", new Dictionary<string, object> { ["qos_specs"] = new Dictionary<string, string> { ["name"] = longest, [longest] = longest } })).Expect(HttpStatusCode.OK);
        foreach (var (path, body) in new (string, object)[] { ($"volumes/{silo.Volume}", new { volume = new { name = longest + "x" } }), ("os-quota-class-sets/" + Uri.EscapeDataString(longest + "x"), new { quota_class_set = new { volumes = 1 } }) })
            (await _api.PutAsync(path, body)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Quota_OfATypeWithTheLongestName_IsItsOwn()
    {
        var name = string.Concat(Enumerable.Repeat("😀\nx", 85));
        await _api.CreateTypeAsync(name, new { });
        var limits = new Dictionary<string, int> { ["volumes_" + name] = 3, ["gigabytes_" + name] = 4, ["snapshots_" + name] = 5 };

        var set = (await _api.PutAsync($"os-quota-sets/{_api.Project}", new { quota_set = limits })).Expect(HttpStatusCode.OK).GetProperty("quota_set");
        Assert.All(limits, limit => Assert.Equal(limit.Value, set.GetProperty(limit.Key).GetInt32()));
        (await _api.PutAsync("os-quota-class-sets/default", new { quota_class_set = limits })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_OfOneMegabyte_IsTooLarge()
    {
        var (status, _) = await SendAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{"size":1,"name":"{{{new string('x', 1 << 20)}}}"}}""");

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Request_WithAnotherContentType_IsNotSupported()
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "volumes", """{"volume":{"size":1}}""", "text/plain");

        Assert.Equal(415, status);
        Assert.Contains("Unsupported Content-Type", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnotherProjectsObjects_FindsNothing()
    {
        using var other = new ApiClient(silo.Url, project: "00000000000000000000000000000b0b", user: "bob");

        (await other.GetAsync($"volumes/{silo.Volume}")).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync($"attachments/{silo.Attachment}")).Expect(HttpStatusCode.NotFound);
        (await other.DeleteAsync($"attachments/{silo.Attachment}")).Expect(HttpStatusCode.NotFound);
        (await other.ActAsync(silo.Volume, "os-reserve")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await other.GetAsync("volumes/detail")).Expect(HttpStatusCode.OK).GetProperty("volumes").EnumerateArray());
    }

    [Fact]
    public async Task Create_BeyondThePoolsCapacity_EndsInErrorWithoutTouchingTheArray()
    {
        var made = (await _api.PostAsync("volumes", new { volume = new { size = BadInputSilo.CapacityGiB + 1 } })).Expect(HttpStatusCode.Accepted);
        var id = made.GetProperty("volume").GetProperty("id").GetString()!;

        await _api.WaitForStatusAsync(id, "error");

        (await _api.DeleteAsync($"volumes/{id}")).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Detach_AnUnknownAttachmentBesideAnother_EndsTheDetachThatWasBegunAndLeavesTheOther()
    {
        var id = await _api.CreateVolumeAsync();
        (await _api.ActAsync(id, "os-attach", new { mountpoint = "/dev/vdb", instance_uuid = Guid.NewGuid() })).Expect(HttpStatusCode.Accepted);
        (await _api.ActAsync(id, "os-begin_detaching")).Expect(HttpStatusCode.Accepted);

        (await _api.ActAsync(id, "os-detach", new { attachment_id = Guid.NewGuid() })).Expect(HttpStatusCode.Accepted);

        var volume = (await _api.GetAsync($"volumes/{id}")).Expect(HttpStatusCode.OK).GetProperty("volume");
        Assert.Equal("in-use", volume.GetProperty("status").GetString());
        Assert.Single(volume.GetProperty("attachments").EnumerateArray());
    }

    private string Fill(string text) => text.Replace("VOLUME", silo.Volume, StringComparison.Ordinal).Replace("ATTACHMENT", silo.Attachment, StringComparison.Ordinal)
        .Replace("PROJECT", _api.Project, StringComparison.Ordinal);

    private async Task<string> StateAsync() => string.Concat((await _api.GetAsync($"volumes/{silo.Volume}")).Text, (await _api.GetAsync($"attachments/{silo.Attachment}")).Text,
        (await _api.GetAsync("volumes?with_count=true&limit=1")).Text, (await _api.GetAsync($"os-quota-sets/{_api.Project}?usage=True")).Text);

    private async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path, string? body, string contentType = "application/json")
    {
        using var http = new HttpClient { BaseAddress = new Uri(silo.Url, $"/v3/{_api.Project}/") };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("OpenStack-API-Version", "volume 3.71");
        request.Headers.Add("X-Auth-Token", $"admin:{_api.Project}");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
