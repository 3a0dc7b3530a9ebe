using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §20: transfers, on both paths.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private const string OtherProject = "11111111b6464bbcb12bc0a4d63e5bd3";
    private static readonly VolumeDescription Volume = Samples.Volume();
    private static readonly TransferDescription Offer = new(TransferId.New(), Volume.Id, Volume.ProjectId, "t", false, Samples.Time);
    private CreateTransferRequest? _asked;
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(Volume))
        .On("IVolumeGrain.CreateTransfer", a =>
        {
            _asked = (CreateTransferRequest)a[0]!;
            return Task.FromResult(Offer with { Id = _asked.Id, Name = _asked.Name, NoSnapshots = _asked.NoSnapshots });
        })
        .On("ICatalog.ListTransfersAsync", a => Task.FromResult<IReadOnlyList<TransferDescription>>(Matches((CatalogQuery)a[0]!) ? [Offer] : []));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("/v3/os-volume-transfer", "3.0", "id volume_id name links created_at auth_key")]
    [InlineData("/v3/volume-transfers", "3.55", "id volume_id name links created_at no_snapshots auth_key")]
    [InlineData("/v3/volume-transfers", "3.57", "id volume_id name links created_at no_snapshots source_project_id destination_project_id accepted auth_key")]
    public async Task Create_AnswersTheKeyOnceAndKeepsAHashOfIt(string path, string version, string fields)
    {
        var answer = await Send("POST", path, version, $$$"""{"transfer":{"volume_id":"{{{Volume.Id}}}","name":" t "}}""");

        Assert.Equal(202, answer.Status);
        var shown = answer.Json.GetProperty("transfer");
        Assert.Equal(fields.Split(' '), shown.EnumerateObject().Select(p => p.Name));
        var key = shown.GetProperty("auth_key").GetString()!;
        Assert.Matches("^[0-9a-f]{16}$", key);
        Assert.True(_asked!.Key.Matches(new Secret(key)));
        Assert.Equal("t", _asked.Name);
        Assert.Contains("/os-volume-transfer/", shown.GetProperty("links")[0].GetProperty("href").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v3/os-volume-transfer", "3.0", """{"transfer":{"volume_id":"x"}}""", 400)]
    [InlineData("/v3/os-volume-transfer", "3.0", """{"transfer":{"name":"t"}}""", 400)]
    [InlineData("/v3/os-volume-transfer", "3.57", """{"transfer":{"volume_id":"080b0b32-4792-4c2f-8ca9-3101b75ac7ab","no_snapshots":true}}""", 400)]
    [InlineData("/v3/volume-transfers", "3.55", """{"transfer":{"volume_id":"080b0b32-4792-4c2f-8ca9-3101b75ac7ab","name":"  "}}""", 400)]
    [InlineData("/v3/volume-transfers", "3.54", """{"transfer":{"volume_id":"080b0b32-4792-4c2f-8ca9-3101b75ac7ab"}}""", 404)]
    public async Task Create_WithAWrongBodyOrVersion_IsRefusedAndAsksNoVolume(string path, string version, string body, int status)
    {
        Assert.Equal(status, (await Send("POST", path, version, body)).Status);
        Assert.Null(_asked);
    }

    [Fact]
    public async Task Show_TellsNoKeyAndHidesOtherProjects()
    {
        var path = $"/v3/volume-transfers/{Offer.Id}";

        Assert.DoesNotContain("auth_key", (await Send("GET", path, "3.57")).Text, StringComparison.Ordinal);
        (await _api.SendAsync("GET", path, token: "bob:" + OtherProject, headers: ("OpenStack-API-Version", "volume 3.57"))).ExpectFault(404, "itemNotFound", $"Transfer {Offer.Id} could not be found.");
        (await _api.SendAsync("DELETE", path, token: "bob:" + OtherProject, headers: ("OpenStack-API-Version", "volume 3.57"))).ExpectFault(404, "itemNotFound", $"Transfer {Offer.Id} could not be found.");
        Assert.Equal(404, (await Send("GET", "/v3/volume-transfers/nope", "3.57")).Status);
    }

    [Fact]
    public async Task List_PagesAndSortsSince359_AndIsOldestFirstBefore()
    {
        var query = new Queue<CatalogQuery>();
        _api.On("ICatalog.ListTransfersAsync", a =>
        {
            query.Enqueue((CatalogQuery)a[0]!);
            return Task.FromResult<IReadOnlyList<TransferDescription>>([Offer]);
        });

        var old = await Send("GET", $"/v3/os-volume-transfer?limit=1&marker={Offer.Id}", "3.58");
        var now = await Send("GET", $"/v3/volume-transfers/detail?limit=1&marker={Offer.Id}&sort=name:asc", "3.59");

        Assert.Equal((null, "created_at", false), query.Dequeue() is var q ? (q.Marker, q.Sort[0].Field, q.Sort[0].Descending) : default);
        Assert.Equal((Offer.Id.Value, "name"), query.Dequeue() is var p ? (p.Marker, p.Sort[0].Field) : default);
        Assert.Equal(["id", "volume_id", "name", "links"], old.Json.GetProperty("transfers")[0].EnumerateObject().Select(f => f.Name));
        Assert.Contains("/volume-transfers/detail?", now.Json.GetProperty("transfers_links")[0].GetProperty("href").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_TakesTheQuotaOfTheCallersProject()
    {
        List<QuotaReservation> reserved = [];
        _api.On("IProjectGrain.Reserve", a =>
        {
            reserved.Add((QuotaReservation)a[0]!);
            return Task.CompletedTask;
        }).On("IProjectGrain.Commit", _ => Task.CompletedTask).On("IVolumeGrain.CheckTransferKey", _ => Task.CompletedTask).On("IVolumeGrain.AcceptTransfer", _ => Task.CompletedTask);

        var answer = await _api.SendAsync("POST", $"/v3/os-volume-transfer/{Offer.Id}/accept", """{"accept":{"auth_key":"0123456789abcdef"}}""", token: "bob:" + OtherProject);

        Assert.Equal((202, ["id", "volume_id", "name", "links"]), (answer.Status, answer.Json.GetProperty("transfer").EnumerateObject().Select(f => f.Name).ToArray()), (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
        Assert.Equal((1, 0, Volume.SizeGiB), Assert.Single(reserved) is var r ? (r.Volumes, r.Snapshots, r.SizeGiB) : default);
        Assert.Equal("0123456789abcdef", ((Secret)_api.Calls.Single(c => c.Method == "IVolumeGrain.AcceptTransfer").Arguments[1]!).Reveal);
    }

    [Fact]
    public async Task Accept_WithAWrongKey_HoldsNoQuota()
    {
        _api.On("IVolumeGrain.CheckTransferKey", _ => Task.FromException(StorageError.Refused(ErrorReason.InvalidInput, "Invalid auth key: no").ToException()));

        var answer = await _api.SendAsync("POST", $"/v3/os-volume-transfer/{Offer.Id}/accept", """{"accept":{"auth_key":"wrong"}}""", token: "bob:" + OtherProject);

        answer.ExpectFault(400, "badRequest", "Invalid auth key: no");
        Assert.DoesNotContain(_api.Calls, c => c.Method.StartsWith("IProjectGrain.", StringComparison.Ordinal));
    }

    private static bool Matches(CatalogQuery query) => query.Filters.IsEmpty || query.Filters[0].Value == Offer.Id.ToString();

    private Task<StubAnswer> Send(string method, string path, string version, string? body = null) => _api.SendAsync(method, path, body, headers: ("OpenStack-API-Version", "volume " + version));
}
