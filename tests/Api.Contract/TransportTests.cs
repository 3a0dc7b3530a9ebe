using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §1: paths, methods, bodies, headers.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private const string Volumes = "/v3/" + StubApi.Project + "/volumes";
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([]));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("/v3/nonsense", "GET")]
    [InlineData("/v3/volumes/", "GET")]
    [InlineData(Volumes + "/", "GET")]
    [InlineData(Volumes, "PATCH")]
    [InlineData(Volumes, "DELETE")]
    [InlineData("/v3/" + StubApi.Project, "GET")]
    [InlineData("/v3/Volumes", "GET")]
    [InlineData("/v3/" + StubApi.Project + "/VOLUMES/detail", "GET")]
    [InlineData("/v3/volumes.JSON", "GET")]
    public async Task Request_ToWhatIsNotRouted_IsAPageWith404(string path, string method)
    {
        var answer = await _api.SendAsync(method, path);
        Assert.Equal(404, answer.Status);
        Assert.Equal("text/html; charset=UTF-8", answer.Header("Content-Type"));
        Assert.Contains("<h1>404 Not Found</h1>", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Header("x-openstack-request-id"));
        Assert.Null(answer.Header("OpenStack-API-Version"));
    }

    [Theory]
    [InlineData("/V3")]
    [InlineData("/V3/")]
    [InlineData("/V3/volumes")]
    public async Task Request_ToThePrefixInAnotherCase_IsNotTheApis(string path) => Assert.Equal(404, (await _api.SendAsync("GET", path)).Status);

    [Fact]
    public async Task Request_ForAWordInAnotherCaseWhereAnIdMayStand_LooksForThatId() =>
        (await _api.SendAsync("GET", "/v3/volumes/Detail")).ExpectFault(404, "itemNotFound", "Volume Detail could not be found.");

    [Theory]
    [InlineData(Volumes)]
    [InlineData("/v3/volumes")]
    [InlineData(Volumes + ".json")]
    [InlineData("/v3/volumes.json")]
    public async Task Request_WithAndWithoutProject_IsServed(string path)
    {
        var answer = await _api.SendAsync("GET", path);
        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"volumes":[]}""", answer.Text);
        Assert.Equal(answer.Header("x-openstack-request-id"), answer.Header("x-compute-request-id"));
        Assert.Matches("^req-[0-9a-f-]{36}$", answer.Header("x-openstack-request-id"));
        Assert.Equal("volume 3.0", answer.Header("OpenStack-API-Version"));
        Assert.Equal("OpenStack-API-Version", answer.Header("Vary"));
    }

    [Fact]
    public async Task Request_ForAnotherProjectThanTheTokens_IsMalformed() =>
        (await _api.SendAsync("GET", "/v3/11111111b6464bbcb12bc0a4d63e5bd3/volumes")).ExpectFault(400, "badRequest", "Malformed request url");

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Body_OfAnotherContentType_IsUnsupported(string? contentType) =>
        (await _api.SendAsync("POST", Volumes, """{"volume":{"size":1}}""", contentType)).ExpectFault(415, "badMediaType", "Unsupported Content-Type");

    [Theory]
    [InlineData("{bad")]
    [InlineData("""{"volume":{"size":1}}}""")]
    [InlineData("""{"volume":{"size":1,"name":"\ud800"}}""")]
    public async Task Body_ThatIsNoJson_IsMalformed(string body) =>
        (await _api.SendAsync("POST", Volumes, body)).ExpectFault(400, "badRequest", "Malformed request body");

    [Theory]
    [InlineData("[]", "[] is not of type 'object'")]
    [InlineData("null", "None is not of type 'object'")]
    [InlineData("", "'volume' is a required property")]
    public async Task Body_ThatIsNoObject_IsRefused(string body, string message) => (await _api.SendAsync("POST", Volumes, body)).ExpectFault(400, "badRequest", message);

    [Theory]
    [InlineData("freeze")]
    [InlineData("thaw")]
    [InlineData("failover_host")]
    public async Task Body_ThatIsNotThere_CountsAsAnEmptyObject(string call) =>
        (await _api.SendAsync("PUT", "/v3/os-services/" + call)).ExpectFault(400, "badRequest", "One and only one of cluster and host must be set.");

    [Theory]
    [InlineData("/v3/volumes?name=a%00", "name")]
    [InlineData("/v3/volumes?all_tenants=1&project_id=%00", "project_id")]
    [InlineData("/v3/limits?project_id=%00", "project_id")]
    [InlineData("/v3/volumes?na%00me=a", "name")]
    public async Task Query_WithANullCharacter_IsRefused(string path, string parameter) =>
        (await _api.SendAsync("GET", path, headers: ("OpenStack-API-Version", "volume 3.71"))).ExpectFault(400, "badRequest", $"The query parameter {parameter} contains a null character.");

    [Theory]
    [InlineData("a%2541", "a%41")]
    [InlineData("a%2500", "a%00")]
    [InlineData("a%2541%20", "a%41 ")]
    public async Task Path_IsDecodedOnce(string sent, string read) => (await _api.SendAsync("GET", "/v3/volumes/" + sent)).ExpectFault(404, "itemNotFound", $"Volume {read} could not be found.");

    [Theory]
    [InlineData(114_689)]
    [InlineData(1_048_576)]
    public async Task Body_OverTheLimit_IsATextWith413(int length)
    {
        var answer = await _api.SendAsync("POST", Volumes, new string(' ', length));
        Assert.Equal(413, answer.Status);
        Assert.StartsWith("text/plain", answer.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OfTheProduct_TellsNothingOfItself()
    {
        _api.On("ICatalog.ListVolumesAsync", _ => throw new InvalidOperationException("secret"));
        (await _api.SendAsync("GET", Volumes)).ExpectFault(500, "computeFault", "The server has either erred or is incapable of performing the requested operation.");
    }
}
