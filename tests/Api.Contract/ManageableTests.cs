using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §24: what an array has, and adopting it.</summary>
public sealed class ManageableTests : IAsyncLifetime
{
    private const long GiB = 1024L * 1024 * 1024;
    private static readonly VolumeId Ours = VolumeId.New();
    private static readonly ArrayObject[] OnTheArray =
    [
        new() { Name = "b", SizeBytes = 2 * GiB }, new() { Name = "a", SizeBytes = (5 * GiB) + 1 }, new() { Name = "volume-" + Ours, SizeBytes = GiB, VolumeId = Ours, WhyNotSafe = "already managed" },
    ];

    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IProjectGrain.Reserve", _ => Task.CompletedTask).On("IProjectGrain.Commit", _ => Task.CompletedTask)
        .On("IBackendGrain.ListObjects", a => Task.FromResult(ArrayOutcome.Done<IReadOnlyList<ArrayObject>>((ArrayObjectKind)a[0]! == ArrayObjectKind.Volume ? OnTheArray
            : [new() { Name = "s", SizeBytes = GiB, SourceName = "volume-" + Ours }])))
        .On("IVolumeGrain.Adopt", a => Task.FromResult(Samples.Volume() with { SizeGiB = ((AdoptVolumeRequest)a[0]!).SizeGiB, Status = VolumeStatus.Managing }));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task List_IsSortedByReferenceDownwardsAndRoundsSizesUp() => Assert.Equal(
        $$$"""{"manageable-volumes":[{"reference":{"source-name":"volume-{{{Ours}}}"},"size":1,"safe_to_manage":false},{"reference":{"source-name":"b"},"size":2,"safe_to_manage":true},{"reference":{"source-name":"a"},"size":6,"safe_to_manage":true}]}""",
        (await GetAsync("manageable_volumes?host=h@b%23p")).Text);

    [Theory]
    [InlineData("sort=size:asc", "volume-,b,a")]
    [InlineData("sort=reference:asc", "a,b,volume-")]
    [InlineData("sort_key=size", "a,b,volume-")]
    [InlineData("sort=size:asc&offset=1&limit=1", "b")]
    [InlineData("limit=0", "")]
    public async Task List_IsSortedAndCut(string query, string names)
    {
        var listed = (await GetAsync("manageable_volumes?host=h@b%23p&" + query)).Json.GetProperty("manageable-volumes").EnumerateArray()
            .Select(o => o.GetProperty("reference").GetProperty("source-name").GetString()!.Replace(Ours.ToString(), "", StringComparison.Ordinal));
        Assert.Equal(names, string.Join(',', listed));
    }

    [Fact]
    public async Task Detail_SaysWhyNotAndWhose()
    {
        var first = (await GetAsync("os-volume-manage/detail?host=h@b%23p", "0")).Json.GetProperty("manageable-volumes")[0];
        Assert.Equal(("already managed", Ours.ToString()), (first.GetProperty("reason_not_safe").GetString(), first.GetProperty("cinder_id").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, first.GetProperty("extra_info").ValueKind);
    }

    [Fact]
    public async Task Snapshots_NameTheirSource() => Assert.Equal(
        $$$"""{"manageable-snapshots":[{"reference":{"source-name":"s"},"size":1,"safe_to_manage":true,"source_reference":{"source-name":"volume-{{{Ours}}}"}}]}""",
        (await GetAsync("manageable_snapshots?host=h@b%23p")).Text);

    [Theory]
    [InlineData("manageable_volumes?host=zz@y%23z", "8", 404, "itemNotFound", "Service cinder-volume could not be found on host zz@y.")]
    [InlineData("manageable_volumes", "8", 400, "badRequest", "Invalid input received: Host field is missing.")]
    [InlineData("manageable_volumes?host=h@b%23p&cluster=c", "17", 400, "badRequest", "Invalid input received: One and only one of cluster and host must be set.")]
    [InlineData("manageable_volumes?cluster=c", "17", 404, "itemNotFound", "Cluster c could not be found.")]
    [InlineData("manageable_volumes?host=h@b%23p&sort=name", "8", 400, "badRequest", "Invalid input received: Invalid sort key")]
    [InlineData("manageable_volumes?host=h@b%23p", "7", 404, "itemNotFound", "The resource could not be found.")]
    public async Task List_ThatIsWrong_IsRefused(string path, string minor, int status, string fault, string message) => (await GetAsync(path, minor)).ExpectFault(status, fault, message);

    [Fact]
    public async Task List_OfAPoolThatIsDown_IsRefused()
    {
        _api.On("ISchedulerGrain.GetPools", _ => Task.FromResult(System.Collections.Immutable.ImmutableArray.Create(Samples.Pool with { IsUp = false })));
        (await GetAsync("manageable_volumes?host=h@b%23p")).ExpectFault(400, "badRequest", "Service is unavailable at this time.");
    }

    [Fact]
    public async Task List_OfAnArrayThatCannotBeAsked_IsRefusedWithTheReason()
    {
        _api.On("IBackendGrain.ListObjects", _ => Task.FromResult(ArrayOutcome.Refused<IReadOnlyList<ArrayObject>>("it cannot")));
        (await GetAsync("manageable_volumes?host=h@b%23p")).ExpectFault(400, "badRequest", "it cannot");
    }

    [Theory]
    [InlineData("""{"source-name":"a"}""", 6, null)]
    [InlineData("\"b\"", 2, null)]
    [InlineData("""{"source-name":"zz"}""", 0, "the array has none of that name")]
    [InlineData("""{"source-id":"1"}""", 0, "the array has none of that name")]
    public async Task Adopt_TakesTheSizeFromTheArray(string reference, int sizeGiB, string? whyNot)
    {
        var answer = await PostAsync($$$$"""{"volume":{"host":"h@b#p","ref":{{{{reference}}}},"name":" n ","bootable":true,"metadata":{"k":"v"}}}""");
        Assert.Equal((202, "creating", sizeGiB), (answer.Status, answer.Json.GetProperty("volume").GetProperty("status").GetString(), answer.Json.GetProperty("volume").GetProperty("size").GetInt32()));
        Assert.False(answer.Json.GetProperty("volume").TryGetProperty("group_id", out _));
        var request = (AdoptVolumeRequest)_api.Calls.Single(c => c.Method == "IVolumeGrain.Adopt").Arguments[0]!;
        Assert.Equal((sizeGiB, "n", true, "nova"), (request.SizeGiB, request.Name, request.Bootable, request.AvailabilityZone));
        Assert.Equal(whyNot is null, request.WhyNot is null);
        Assert.Contains(whyNot ?? "", request.WhyNot ?? "", StringComparison.Ordinal);
        var reservation = (QuotaReservation)_api.Calls.Single(c => c.Method == "IProjectGrain.Reserve").Arguments[0]!;
        Assert.Equal((1, sizeGiB), (reservation.Volumes, reservation.SizeGiB));
    }

    [Theory]
    [InlineData("""{"volume":{"host":"zz@y#z","ref":{"source-name":"x"}}}""", 400, "badRequest", "Host 'zz@y#z' not found")]
    [InlineData("""{"volume":{"host":"h@b#p"}}""", 400, "badRequest", "Invalid input for field/attribute volume. Value: {'host': 'h@b#p'}. 'ref' is a required property")]
    [InlineData("""{"volume":{"ref":"x"}}""", 400, "badRequest", "Invalid input received: One and only one of cluster and host must be set.")]
    [InlineData("""{"volume":{"host":"h@b#p","ref":"a","volume_type":"nope"}}""", 404, "itemNotFound", "Volume type with name nope could not be found.")]
    public async Task Adopt_ThatIsWrong_IsRefusedAndMakesNothing(string body, int status, string fault, string message)
    {
        (await PostAsync(body)).ExpectFault(status, fault, message);
        Assert.DoesNotContain(_api.Calls, c => c.Method is "IVolumeGrain.Adopt" or "IProjectGrain.Reserve");
    }

    [Fact]
    public async Task AdoptSnapshot_IsOfTheVolumesPool()
    {
        var volume = Samples.Volume();
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(volume)).On("IVolumeGrain.AdoptSnapshot", a => Task.FromResult(new SnapshotDescription
        {
            Id = ((AdoptSnapshotRequest)a[0]!).Id, VolumeId = volume.Id, ProjectId = volume.ProjectId, UserId = "admin", Status = SnapshotStatus.Creating, SizeGiB = 1, CreatedAt = Samples.Time,
        }));
        var answer = await _api.SendAsync("POST", "/v3/os-snapshot-manage", $$$$"""{"snapshot":{"volume_id":"{{{{volume.Id}}}}","ref":{"source-name":"s"}}}""");
        Assert.Equal((202, "creating"), (answer.Status, answer.Json.GetProperty("snapshot").GetProperty("status").GetString()));
        var request = (AdoptSnapshotRequest)_api.Calls.Single(c => c.Method == "IVolumeGrain.AdoptSnapshot").Arguments[0]!;
        Assert.Equal(("s", 1, null), (request.ArrayName, request.SizeGiB, request.WhyNot));
    }

    [Theory]
    [InlineData("GET", "manageable_volumes?host=h@b%23p", null)]
    [InlineData("GET", "os-snapshot-manage/detail?host=h@b%23p", null)]
    [InlineData("POST", "manageable_volumes", """{"volume":{"host":"h@b#p","ref":"a"}}""")]
    [InlineData("POST", "os-snapshot-manage", """{"snapshot":{"volume_id":"178e9b8d-b2a6-4849-b63a-a551ef452a64","ref":"a"}}""")]
    public async Task EveryCall_IsForOperators(string method, string path, string? body) =>
        Assert.Equal(403, (await _api.SendAsync(method, "/v3/" + path, body, token: "joe:" + StubApi.Project, headers: ("OpenStack-API-Version", "volume 3.71"))).Status);

    private Task<StubAnswer> GetAsync(string path, string minor = "8") => _api.SendAsync("GET", "/v3/" + path, headers: ("OpenStack-API-Version", $"volume 3.{minor}"));

    private Task<StubAnswer> PostAsync(string body) => _api.SendAsync("POST", "/v3/manageable_volumes", body, headers: ("OpenStack-API-Version", "volume 3.71"));
}
