using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §7 and §8: image metadata, revert, retype, and what needs services that are not here.</summary>
public sealed class VolumeLifeTests : IAsyncLifetime
{
    private static readonly VolumeType Gold = new() { Id = VolumeTypeId.New(), Name = "gold", CreatedAt = Samples.Time };
    private readonly VolumeDescription _volume = Samples.Volume() with { SizeGiB = 3 };
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IProjectGrain.Reserve", _ => Task.CompletedTask).On("IProjectGrain.Commit", _ => Task.CompletedTask).On("IProjectGrain.Cancel", _ => Task.CompletedTask)
        .On("IVolumeTypesGrain.GetState", _ => Task.FromResult(ImmutableArray.Create(Samples.Type, Gold)))
        .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task ImageMetadata_IsSetShownAndUnset()
    {
        var noted = _volume with { ImageMetadata = ImmutableSortedDictionary<string, string>.Empty.Add("k", "v") };
        _api.On("IVolumeGrain.MergeImageMetadata", _ => Task.FromResult(noted));
        (await ActAsync("""{"os-show_image_metadata":null}""")).ExpectFault(404, "itemNotFound", $"Glance metadata for volume/snapshot {_volume.Id} cannot be found.");
        Assert.Equal((200, """{"metadata":{"k":"v"}}"""), Of(await ActAsync("""{"os-set_image_metadata":{"metadata":{"k":"v"}}}""")));

        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(noted));
        Assert.Equal((200, """{"metadata":{"k":"v"}}"""), Of(await ActAsync("""{"os-show_image_metadata":{}}""")));
        var shown = await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}");
        Assert.Equal("v", shown.Json.GetProperty("volume").GetProperty("volume_image_metadata").GetProperty("k").GetString());
        Assert.Equal((200, ""), Of(await ActAsync("""{"os-unset_image_metadata":{"key":"k"}}""")));
        var entries = (ImmutableDictionary<string, string?>)Argument("IVolumeGrain.MergeImageMetadata", 0);
        Assert.Equal(KeyValuePair.Create("k", (string?)null), Assert.Single(entries));
    }

    [Fact]
    public async Task ImageMetadata_WithATextThatIsTooLong_IsRefused()
    {
        var answer = await ActAsync($$$$"""{"os-set_image_metadata":{"metadata":{"k":"{{{{new string('x', 65536)}}}}"}}}""");
        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain(_api.Calls, c => c.Method == "IVolumeGrain.MergeImageMetadata");
    }

    [Theory]
    [InlineData("39", 404)]
    [InlineData("40", 202)]
    public async Task Revert_IsThereSince340(string minor, int status)
    {
        _api.On("IVolumeGrain.Revert", _ => Task.CompletedTask);
        var snapshot = SnapshotId.New();
        Assert.Equal(status, (await ActAsync($$$"""{"revert":{"snapshot_id":"{{{snapshot}}}"}}""", minor)).Status);
        if (status == 202) Assert.Equal(snapshot, Argument("IVolumeGrain.Revert", 0));
    }

    [Fact]
    public async Task Retype_HoldsTheNewTypesQuotaAlone()
    {
        _api.On("IVolumeGrain.Retype", _ => Task.FromResult(true));
        Assert.Equal(202, (await ActAsync("""{"os-retype":{"new_type":"gold","migration_policy":"on-demand"}}""")).Status);
        var reservation = (QuotaReservation)Argument("IProjectGrain.Reserve", 0);
        Assert.Equal(("gold", 1, 3, true), (reservation.TypeName, reservation.Volumes, reservation.SizeGiB, reservation.OfTypeOnly));
        var request = (RetypeRequest)Argument("IVolumeGrain.Retype", 0);
        Assert.Equal((Gold.Id, true), (request.TypeId, request.MayMove));
        Assert.Equal("IProjectGrain.Commit", _api.Calls.Last().Method);
    }

    [Fact]
    public async Task Retype_WhereTheVolumeKeepsItsType_GivesTheQuotaBackAndSaysNothing()
    {
        _api.On("IVolumeGrain.Retype", _ => Task.FromResult(false));
        Assert.Equal(202, (await ActAsync("""{"os-retype":{"new_type":"gold"}}""")).Status);
        Assert.Equal("IProjectGrain.Cancel", _api.Calls.Last().Method);
    }

    [Theory]
    [InlineData("""{"os-retype":{"new_type":"nope"}}""", 404, "itemNotFound", "Volume type with name nope could not be found.")]
    [InlineData("""{"os-migrate_volume":{"host":"zz@y#z"}}""", 400, "badRequest", "Invalid host: No available service named 'zz@y#z'")]
    [InlineData("""{"os-migrate_volume":{}}""", 400, "badRequest", "Invalid input received: Host field is missing.")]
    [InlineData("""{"os-migrate_volume_completion":{}}""", 400, "badRequest",
        "Invalid input for field/attribute os-migrate_volume_completion. Value: {}. 'new_volume' is a required property")]
    [InlineData("""{"os-volume_upload_image":{}}""", 400, "badRequest", "Invalid input for field/attribute os-volume_upload_image. Value: {}. 'image_name' is a required property")]
    [InlineData("""{"os-reimage":{"image_id":"178e9b8d-b2a6-4849-b63a-a551ef452a64"}}""", 404, "itemNotFound", "The resource could not be found.")]
    [InlineData("""{"os-reset_status":{"migration_status":"nope"}}""", 400, "badRequest",
        "Volume migration status: nope is invalid, valid statuses are: ('migrating', 'error', 'success', 'completing', 'none', 'starting').")]
    public async Task Action_ThatIsWrong_IsRefusedInCindersWords(string body, int status, string fault, string message) => (await ActAsync(body)).ExpectFault(status, fault, message);

    [Theory]
    [InlineData("""{"os-migrate_volume":{"host":"h@b#p"}}""", "Migrate")]
    [InlineData("""{"os-volume_upload_image":{"image_name":"i"}}""", "UploadImage")]
    [InlineData("""{"os-reimage":{"image_id":"178e9b8d-b2a6-4849-b63a-a551ef452a64"}}""", "Reimage")]
    [InlineData("""{"os-extend_volume_completion":{}}""", "CompleteExtend")]
    public async Task Action_WithoutItsService_AsksTheVolumeWhichRefuses(string body, string method)
    {
        _api.On("IVolumeGrain." + method, _ => Task.FromException(StorageError.InvalidVolume("no").ToException()));
        (await ActAsync(body, "68")).ExpectFault(400, "badRequest", "Invalid volume: no");
    }

    [Fact]
    public async Task MigrateCompletion_OfVolumesThatDoNotMigrate_SaysWhichOneStays()
    {
        Assert.Equal((200, $$$$"""{"save_volume_id":"{{{{_volume.Id}}}}"}"""), Of(await ActAsync($$$"""{"os-migrate_volume_completion":{"new_volume":"{{{_volume.Id}}}"}}""")));
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume with { MigrationStatus = MigrationStatus.Migrating }));
        (await ActAsync($$$"""{"os-migrate_volume_completion":{"new_volume":"{{{_volume.Id}}}"}}""")).ExpectFault(400, "badRequest", "Invalid volume: Destination volume not mid-migration.");
    }

    [Theory]
    [InlineData("""{"os-migrate_volume":{"host":"h@b#p"}}""")]
    [InlineData("""{"os-unmanage":{}}""")]
    [InlineData("""{"os-extend_volume_completion":{}}""")]
    [InlineData("""{"os-volume_upload_image":{"image_name":"i","visibility":"public"}}""")]
    public async Task Action_OfOperators_IsForbiddenToMembers(string body) => Assert.Equal(403, (await ActAsync(body, "71", "joe:" + StubApi.Project)).Status);

    [Fact]
    public async Task MigrationStatus_IsResetAndShownToAdminsOnly()
    {
        _api.On("IVolumeGrain.ResetStatus", _ => Task.CompletedTask).On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume with { MigrationStatus = MigrationStatus.Error }));
        Assert.Equal(202, (await ActAsync("""{"os-reset_status":{"migration_status":"none"}}""")).Status);
        Assert.Equal(MigrationStatus.None, ((ResetStatusRequest)Argument("IVolumeGrain.ResetStatus", 0)).MigrationStatus);

        var admins = (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}")).Json.GetProperty("volume");
        Assert.Equal(("error", "error"), (admins.GetProperty("migration_status").GetString(), admins.GetProperty("os-vol-mig-status-attr:migstat").GetString()));
        var members = (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}", token: "joe:" + StubApi.Project)).Json.GetProperty("volume");
        Assert.False(members.TryGetProperty("migration_status", out _));
    }

    [Theory]
    [InlineData("available", SnapshotStatus.Available)]
    [InlineData("creating", SnapshotStatus.Creating)]
    [InlineData("deleting", SnapshotStatus.Deleting)]
    [InlineData("error", SnapshotStatus.Error)]
    [InlineData("error_deleting", SnapshotStatus.ErrorDeleting)]
    public async Task SnapshotStatus_IsResetToEachOfCindersWords(string word, SnapshotStatus status)
    {
        var snapshot = Samples.Snapshot(_volume.Id);
        _api.On("ICatalog.FindVolumeOfSnapshotAsync", _ => Task.FromResult<VolumeId?>(_volume.Id))
            .On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume with { Snapshots = [snapshot] }))
            .On("IVolumeGrain.ResetSnapshotStatus", _ => Task.CompletedTask);

        Assert.Equal(202, (await _api.SendAsync("POST", $"/v3/snapshots/{snapshot.Id}/action", $$$"""{"os-reset_status":{"status":"{{{word}}}"}}""")).Status);
        Assert.Equal(status, Argument("IVolumeGrain.ResetSnapshotStatus", 1));
        Assert.Equal(400, (await _api.SendAsync("POST", $"/v3/snapshots/{snapshot.Id}/action", """{"os-reset_status":{"status":"zzz"}}""")).Status);
    }

    [Theory]
    [InlineData("managing", "creating")]
    [InlineData("error_managing", "error")]
    [InlineData("error_managing_deleting", "deleting")]
    [InlineData("unmanaging", "unmanaging")]
    public async Task Status_OfAnAdoption_IsShownAsCinderShowsIt(string status, string shown)
    {
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(_volume with { Status = WireName<VolumeStatus>.Parse(status)!.Value }));
        Assert.Equal(shown, (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}")).Json.GetProperty("volume").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Encryption_IsNullWholeAndByKey()
    {
        Assert.Equal((200, """{"encryption_key_id":null}"""), Of(await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}/encryption")));
        Assert.Equal((200, "null"), Of(await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}/encryption/encryption_key_id")));
        Assert.Equal(404, (await _api.SendAsync("GET", $"/v3/volumes/{_volume.Id}/encryption/colour")).Status);
    }

    [Fact]
    public async Task Create_WithHints_AsksForThePoolsOfTheVolumesNamed()
    {
        _api.On("IVolumeGrain.Create", _ => Task.FromResult(_volume));
        var body = $$$"""{"volume":{"size":1},"OS-SCH-HNT:scheduler_hints":{"same_host":["{{{_volume.Id}}}"],"different_host":"{{{_volume.Id}}}","query":"[\"=\"]","more":1}}""";
        Assert.Equal(202, (await _api.SendAsync("POST", "/v3/volumes", body)).Status);
        var request = (CreateVolumeRequest)Argument("IVolumeGrain.Create", 0);
        Assert.Equal<BackendId>([Samples.Pool.Backend], [.. request.OnlyBackends!.Value]);
        Assert.Equal<BackendId>([Samples.Pool.Backend], [.. request.NotBackends]);
    }

    [Theory]
    [InlineData("""{"same_host":"x"}""")]
    [InlineData("""{"different_host":["x"]}""")]
    [InlineData("""{"local_to_instance":"x"}""")]
    [InlineData("""{"query":1}""")]
    public async Task Create_WithHintsThatAreWrong_IsRefused(string hints) =>
        Assert.Equal(400, (await _api.SendAsync("POST", "/v3/volumes", $$"""{"volume":{"size":1},"OS-SCH-HNT:scheduler_hints":{{hints}} }""")).Status);

    private Task<StubAnswer> ActAsync(string body, string minor = "0", string token = "admin:" + StubApi.Project) =>
        _api.SendAsync("POST", $"/v3/volumes/{_volume.Id}/action", body, token: token, headers: ("OpenStack-API-Version", $"volume 3.{minor}"));

    private object Argument(string method, int place) => _api.Calls.Last(c => c.Method == method).Arguments[place]!;

    private static (int, string) Of(StubAnswer answer) => (answer.Status, answer.Text);
}
