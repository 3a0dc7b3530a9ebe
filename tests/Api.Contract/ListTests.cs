using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Catalog;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §5: paging, sorting, filters.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private readonly List<VolumeDescription> _rows = [Samples.Volume(), Samples.Volume()];
    private StubApi _api = null!;
    private CatalogQuery Query => (CatalogQuery)_api.Calls.Last(call => call.Method == "ICatalog.ListVolumesAsync").Arguments[0]!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("ICatalog.ListVolumesAsync", a => Task.FromResult<IReadOnlyList<VolumeDescription>>([.. _rows.Take(((CatalogQuery)a[0]!).Limit)]))
        .On("ICatalog.CountVolumesAsync", _ => Task.FromResult((7L, 9L)));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("limit=x", 400, "badRequest", "limit param must be an integer")]
    [InlineData("limit=-1", 400, "badRequest", "limit param must be positive")]
    [InlineData("offset=x", 400, "badRequest", "Invalid input received: offset must be an integer.")]
    [InlineData("sort=id&sort_key=id", 400, "badRequest", "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.")]
    [InlineData("sort_key=zzz", 400, "badRequest", "Invalid input received: Invalid sort key")]
    [InlineData("sort=id:up", 400, "badRequest", "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'.")]
    [InlineData("marker=zzz", 404, "itemNotFound", "Volume zzz could not be found.")]
    public async Task Parameter_ThatIsWrong_IsRefused(string query, int status, string fault, string message) => (await ListAsync(query)).ExpectFault(status, fault, message);

    [Fact]
    public async Task Page_ThatIsFull_LinksToTheNext()
    {
        var answer = await _api.SendAsync("GET", $"/v3/{StubApi.Project}/volumes/detail?limit=2&status=available&marker={Guid.NewGuid()}");
        var link = answer.Json.GetProperty("volumes_links")[0];
        Assert.Equal("next", link.GetProperty("rel").GetString());
        Assert.Equal($"{_api.Url}/v3/{StubApi.Project}/volumes/detail?limit=2&status=available&marker={_rows[1].Id}", link.GetProperty("href").GetString());
    }

    [Fact]
    public async Task Page_ThatIsNotFull_HasNoLink() => Assert.False((await ListAsync("limit=3")).Json.TryGetProperty("volumes_links", out _));

    [Fact]
    public async Task Page_OfNothing_AsksNobody()
    {
        Assert.Equal("""{"volumes":[]}""", (await ListAsync("limit=0")).Text);
        Assert.DoesNotContain(_api.Calls, call => call.Method == "ICatalog.ListVolumesAsync");
    }

    [Fact]
    public async Task Count_IsKnownSince345()
    {
        var answer = await ListAsync("with_count=true&limit=1", "3.45");
        Assert.Equal(7, answer.Json.GetProperty("count").GetInt64());
        Assert.True(answer.Json.TryGetProperty("volumes_links", out _));
        Assert.False((await ListAsync("with_count=true", "3.44")).Json.TryGetProperty("count", out _));
    }

    [Theory]
    [InlineData("sort=name:asc", "3.29", 400)]
    [InlineData("sort_key=name", "3.29", 400)]
    [InlineData("sort=display_name", "3.29", 200)]
    [InlineData("sort=name:asc", "3.30", 200)]
    public async Task Snapshots_AreSortedByNameSince330(string query, string version, int status)
    {
        _api.On("ICatalog.ListSnapshotsAsync", _ => Task.FromResult<IReadOnlyList<SnapshotDescription>>([]));
        var answer = await _api.SendAsync("GET", "/v3/snapshots?" + query, headers: ("OpenStack-API-Version", "volume " + version));
        Assert.Equal(status, answer.Status);
        if (status == 400) answer.ExpectFault(400, "badRequest", "Invalid input received: Invalid sort key");
    }

    [Fact]
    public async Task Filters_AreReadAsCinderReadsThem()
    {
        await ListAsync("metadata=%7B%27a%27%3A+%27b%27%7D&bootable=x&name=n&sort=name:asc,size", "3.1");
        Assert.Contains(new CatalogFilter("metadata", CatalogOperator.Equal, "a\0b"), Query.Filters);
        Assert.Contains(new CatalogFilter("bootable", CatalogOperator.Equal, "true"), Query.Filters);
        Assert.Contains(new CatalogFilter("name", CatalogOperator.Equal, "n"), Query.Filters);
        Assert.Equal([new CatalogSort("name", false), new CatalogSort("size", true)], Query.Sort.ToArray());
    }

    [Fact]
    public async Task LikeAndTimes_AreKnownSince334And360()
    {
        await ListAsync("name~=ab&created_at=gt:2020-01-01T00:00:00", "3.60");
        Assert.Contains(new CatalogFilter("name", CatalogOperator.Like, "ab"), Query.Filters);
        Assert.Contains(new CatalogFilter("created_at", CatalogOperator.Greater, "2020-01-01T00:00:00.0000000+00:00"), Query.Filters);
        Assert.Equal(400, (await ListAsync("created_at=about:2020-01-01", "3.60")).Status);
        Assert.Equal(400, (await ListAsync("created_at=gt:yesterday", "3.60")).Status);
    }

    [Fact]
    public async Task UnknownFilter_OfAMember_IsDroppedAndLaterRefused()
    {
        await ListAsync("zzz=1", user: "joe");
        Assert.Empty(Query.Filters);
        (await ListAsync("zzz=1", "3.31", "joe")).ExpectFault(400, "badRequest", "Invalid filters zzz are found in query options.");
    }

    [Fact]
    public async Task UnknownFilter_OfAnOperator_FindsNothingAndSaysSo()
    {
        await ListAsync("zzz=1");
        Assert.True(Query.MatchesNothing);
        await ListAsync("host=h");
        Assert.False(Query.MatchesNothing);
        Assert.Equal([new CatalogFilter("host", CatalogOperator.Equal, "h")], Query.Filters.ToArray());
    }

    [Theory]
    [InlineData(@"{'k': 'a\nb'}", "a\nb")]
    [InlineData(@"{'k': '\xa0\u00e9\U0001F600'}", "\u00a0é😀")]
    [InlineData(@"{""k"": ""\ud83d\ude00\/\t""}", "😀/\t")]
    [InlineData(@"{u'k': u'it\'s', }", "it's")]
    [InlineData(@"{'k': '\\n\101\q'}", @"\nA\q")]
    [InlineData("{'k': 'a\\\nb'}", "ab")]
    public async Task MetadataFilter_IsDecodedAsPythonAndJsonDo(string filter, string value)
    {
        await ListAsync("metadata=" + Uri.EscapeDataString(filter));
        Assert.Equal([new CatalogFilter("metadata", CatalogOperator.Equal, "k\0" + value)], Query.Filters.ToArray());
    }

    [Theory]
    [InlineData(@"{'k': '\x4'}")]
    [InlineData(@"{'k': 'v'")]
    [InlineData(@"{'k': 1}")]
    [InlineData("k")]
    [InlineData("{,}")]
    public async Task MetadataFilter_ThatIsNoDictionaryOfTexts_FindsNothing(string filter)
    {
        await ListAsync("metadata=" + Uri.EscapeDataString(filter));
        Assert.True(Query.MatchesNothing);
    }

    [Theory]
    [InlineData("'in-use'", CatalogOperator.Equal, "in-use")]
    [InlineData("null", CatalogOperator.Equal, "null")]
    [InlineData("None", CatalogOperator.Equal, null)]
    [InlineData("['error', \"available\"]", CatalogOperator.AnyOf, "error\0available")]
    public async Task Value_OfAVolumesFilter_IsReadAsALiteral(string value, CatalogOperator comparison, string? read)
    {
        await ListAsync("status=" + Uri.EscapeDataString(value));
        Assert.Equal([new CatalogFilter("status", comparison, read)], Query.Filters.ToArray());
    }

    [Fact]
    public async Task MetadataFilter_OfTheSystemsWords_SearchesWhatIsShown()
    {
        await ListAsync("metadata=" + Uri.EscapeDataString("{'readonly': 'True', 'a': 'b'}"));
        Assert.Equal([new("shown_metadata", CatalogOperator.Equal, "readonly\0True"), new CatalogFilter("metadata", CatalogOperator.Equal, "a\0b")], Query.Filters.ToArray());
    }

    [Fact]
    public async Task AllTenants_IsForAdmins()
    {
        await ListAsync("all_tenants=1");
        Assert.Null(Query.Project);
        await ListAsync("all_tenants=1", user: "joe");
        Assert.Equal(StubApi.Project, Query.Project!.Value.Value);
    }

    [Fact]
    public async Task Links_AreWhereTheOperatorSays()
    {
        await using var configured = (await Samples.StartAsync(o => o.PublicEndpoint = "https://public/")).On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>(_rows));
        var links = (await configured.SendAsync("GET", "/v3/volumes")).Json.GetProperty("volumes")[0].GetProperty("links");
        Assert.Equal($"https://public/volumes/{_rows[0].Id}", links[1].GetProperty("href").GetString());
    }

    private Task<StubAnswer> ListAsync(string query, string version = "3.0", string user = "admin") =>
        _api.SendAsync("GET", "/v3/volumes?" + query, token: $"{user}:{StubApi.Project}", headers: ("OpenStack-API-Version", "volume " + version));
}
