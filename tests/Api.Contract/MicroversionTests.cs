using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §2 and §6: negotiation and discovery.</summary>
public sealed class MicroversionTests : IAsyncLifetime
{
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([]));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("volume 3.0", "volume 3.0")]
    [InlineData("volume 3.71", "volume 3.71")]
    [InlineData("volume latest", "volume 3.71")]
    [InlineData("compute 2.1, volume 3.10", "volume 3.10")]
    public async Task Version_ThatExists_IsEchoed(string asked, string answered)
    {
        var answer = await ListAsync(asked);
        Assert.Equal(200, answer.Status);
        Assert.Equal(answered, answer.Header("OpenStack-API-Version"));
    }

    [Theory]
    [InlineData("3.999", "volume 3.999")]
    [InlineData("3.72", "volume 3.72")]
    [InlineData("2.0", null)]
    [InlineData("4.0", null)]
    public async Task Version_OutOfRange_IsNotAcceptable(string asked, string? echoed)
    {
        var answer = await ListAsync("volume " + asked);
        answer.ExpectFault(406, "computeFault", $"Version {asked} is not supported by the API. Minimum is 3.0 and maximum is 3.71.");
        Assert.Equal(echoed, answer.Header("OpenStack-API-Version"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("3")]
    [InlineData("3.01")]
    [InlineData("-3.1")]
    public async Task Version_Malformed_IsRefusedWithoutVersionHeader(string asked)
    {
        var answer = await ListAsync("volume " + asked);
        answer.ExpectFault(400, "badRequest", $"API Version String {asked} is of invalid format. Must be of format MajorNum.MinorNum.");
        Assert.Null(answer.Header("OpenStack-API-Version"));
    }

    [Fact]
    public async Task Header_WithoutVolume_IsRefused() =>
        (await ListAsync("compute 2.1")).ExpectFault(400, "badRequest", "The server could not comply with the request since it is either malformed or otherwise incorrect.");

    [Theory]
    [InlineData("GET", "/v3/attachments", "3.26", null)]
    [InlineData("GET", "/v3/volumes/summary", "3.11", null)]
    [InlineData("GET", "/v3/resource_filters", "3.32", null)]
    [InlineData("POST", "/v3/attachments/8b8b8b8b-0000-0000-0000-000000000000/action", "3.43", """{"os-complete":{}}""")]
    public async Task Call_ThatCameLater_IsNotFoundBefore(string method, string path, string version, string? body) =>
        (await _api.SendAsync(method, path, body, headers: ("OpenStack-API-Version", "volume " + version))).ExpectFault(404, "itemNotFound", "The resource could not be found.");

    [Theory]
    [InlineData("/", 300)]
    [InlineData("/v3/", 200)]
    public async Task Discovery_SaysTheRange(string path, int status)
    {
        var answer = await _api.SendAsync("GET", path, token: null);
        Assert.Equal(status, answer.Status);
        var version = answer.Json.GetProperty("versions")[0];
        Assert.Equal(("v3.0", "3.0", "3.71"), (version.GetProperty("id").GetString(), version.GetProperty("min_version").GetString(), version.GetProperty("version").GetString()));
        Assert.Equal(_api.Url + "/v3/", version.GetProperty("links")[1].GetProperty("href").GetString());
    }

    [Fact]
    public async Task Discovery_WithoutSlash_Redirects()
    {
        var answer = await _api.SendAsync("GET", "/v3", token: null);
        Assert.Equal((302, _api.Url + "/v3/", ""), (answer.Status, answer.Header("Location"), answer.Text));
    }

    private Task<StubAnswer> ListAsync(string header) => _api.SendAsync("GET", "/v3/volumes", headers: ("OpenStack-API-Version", header));
}
