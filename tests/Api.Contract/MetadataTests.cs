using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §13: metadata and its etags.</summary>
public sealed class MetadataTests : IAsyncLifetime
{
    private readonly VolumeDescription _volume = Samples.Volume();
    private StubApi _api = null!;

    private string Path => $"/v3/volumes/{_volume.Id}/metadata";

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume))
        .On("IVolumeGrain.MergeMetadata", _ => Task.FromResult(_volume))
        .On("IVolumeGrain.Update", a => Task.FromResult(_volume with { Metadata = ((UpdateVolumeRequest)a[0]!).Metadata! }));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Etag_IsGivenAndHonouredSince315()
    {
        Assert.Null((await SendAsync("GET", Path, null, "3.14")).Header("ETag"));
        var etag = (await SendAsync("GET", Path)).Header("ETag");
        Assert.Equal(32, etag!.Length);
        Assert.Equal("""{"metadata":{"x":"y"}}""", (await SendAsync("PUT", Path, """{"metadata":{"x":"y"}}""", "3.15", etag)).Text);
        await SendAsync("PUT", Path, """{"metadata":{"x":"y"}}""", "3.14", etag);
        var beliefs = _api.Calls.Where(call => call.Method == "IVolumeGrain.Update").Select(call => ((UpdateVolumeRequest)call.Arguments[0]!).IfMatch).ToList();
        Assert.Equal([true, false], beliefs.Select(b => b?.Allows(etag) is true));
    }

    [Fact] // Differences.PreconditionsHold
    public async Task Change_OfMetadataThatIsNotAsBelieved_IsToldByItsStatusAlone()
    {
        _api.On("IVolumeGrain.MergeMetadata", _ => throw StorageError.PreconditionFailed().ToException()).On("IVolumeGrain.Update", _ => throw StorageError.PreconditionFailed().ToException());
        foreach (var (method, path, body) in new[] { ("PUT", "", """{"metadata":{"x":"y"}}"""), ("POST", "", """{"metadata":{"x":"y"}}"""), ("PUT", "/x", """{"meta":{"x":"y"}}"""), ("DELETE", "/a", null) })
        {
            var refused = await SendAsync(method, Path + path, body, "3.15", "nonsense");
            Assert.Equal((412, ""), (refused.Status, refused.Text));
        }
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("TAG", true)]
    [InlineData("\"TAG\"", true)]
    [InlineData("\"other\", \"TAG\"", true)]
    [InlineData("W/\"TAG\"", false)]
    [InlineData("W/\"TAG\", \"other\"", false)]
    [InlineData("\"other\"", false)]
    [InlineData("\"TAG", false)]
    public async Task IfMatch_IsReadAsHttpSays(string header, bool allowed)
    {
        await SendAsync("POST", Path, """{"metadata":{"x":"y"}}""", "3.15", header);
        var belief = (IfMatch)_api.Calls.Single(call => call.Method == "IVolumeGrain.MergeMetadata").Arguments[2]!;
        Assert.Equal(allowed, belief.Allows("TAG"));
    }

    [Fact]
    public async Task Metadata_WithAnEtag_IsJson() => Assert.Equal("application/json", (await SendAsync("GET", Path)).Header("Content-Type")); // Differences.MetadataIsJson

    [Theory]
    [InlineData("PUT", "/x", """{"meta":{"q":"z"}}""", 400, "badRequest", "Request body and URI mismatch")]
    [InlineData("PUT", "/x", """{"meta":{"x":"z","y":"z"}}""", 400, "badRequest", "Request body contains too many items")]
    [InlineData("PUT", "/x", """{}""", 400, "badRequest", "'meta' is a required property")]
    [InlineData("POST", "", """{"metadata":{"":"z"}}""", 400, "badRequest", "Invalid input for field/attribute metadata. Value: {'': 'z'}. '' does not match any of the regexes: '^[a-zA-Z0-9-_:. /]{1,255}$'")]
    [InlineData("DELETE", "/x", null, 404, "itemNotFound", null)]
    [InlineData("GET", "/x", null, 404, "itemNotFound", null)]
    public async Task Entry_ThatIsWrong_IsRefused(string method, string key, string? body, int status, string fault, string? message) =>
        (await SendAsync(method, Path + key, body)).ExpectFault(status, fault, message ?? $"Volume {_volume.Id} has no metadata with key x.");

    [Fact]
    public async Task Entry_ThatIsDeleted_IsRemovedAlone()
    {
        Assert.Equal(200, (await SendAsync("DELETE", Path + "/a")).Status);
        var entries = (ImmutableDictionary<string, string?>)_api.Calls.Single(call => call.Method == "IVolumeGrain.MergeMetadata").Arguments[0]!;
        Assert.Equal([KeyValuePair.Create("a", (string?)null)], entries);
    }

    private Task<StubAnswer> SendAsync(string method, string path, string? body = null, string version = "3.71", string? etag = null) =>
        _api.SendAsync(method, path, body, headers: [("OpenStack-API-Version", "volume " + version), .. etag is null ? Array.Empty<(string, string)>() : [("If-Match", etag)]]);
}
