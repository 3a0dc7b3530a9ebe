using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Errors;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §7, §8: creating, showing and changing volumes.</summary>
public sealed class VolumeTests : IAsyncLifetime
{
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IProjectGrain.Reserve", _ => Task.CompletedTask).On("IProjectGrain.Commit", _ => Task.CompletedTask).On("IProjectGrain.Cancel", _ => Task.CompletedTask)
        .On("IVolumeGrain.Create", _ => Task.FromResult(Samples.Volume() with { Status = VolumeStatus.Creating }));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Create_FillsInTypeAndZoneAndHoldsQuota()
    {
        var answer = await CreateAsync("""{"size":"2","name":" n1 ","metadata":{"a":"b"},"unknown":1}""");
        Assert.Equal(202, answer.Status);
        var request = (CreateVolumeRequest)_api.Calls.Single(c => c.Method == "IVolumeGrain.Create").Arguments[0]!;
        Assert.Equal((2, "n1", "nova", Samples.Type.Id), (request.SizeGiB, request.Name, request.AvailabilityZone, request.TypeId));
        var reservation = (QuotaReservation)_api.Calls.Single(c => c.Method == "IProjectGrain.Reserve").Arguments[0]!;
        Assert.Equal((1, 0, 2, 2, "__DEFAULT__"), (reservation.Volumes, reservation.Snapshots, reservation.SizeGiB, reservation.VolumeSizeGiB, reservation.TypeName));
        Assert.Equal(["IProjectGrain.Reserve", "IVolumeGrain.Create", "IProjectGrain.Commit"], _api.Calls.Select(c => c.Method).Where(m => m.StartsWith("IProject", StringComparison.Ordinal) || m == "IVolumeGrain.Create"));
    }

    [Fact]
    public async Task Create_WithABackupBeforeItsVersion_ReadsNoneOfIt() => Assert.Equal(202, (await CreateAsync("""{"size":1,"backup_id":2147483647}""")).Status);

    [Fact]
    public async Task Create_ThatFails_GivesTheQuotaBack()
    {
        _api.On("IVolumeGrain.Create", _ => Task.FromException<VolumeDescription>(StorageError.InvalidInput("no").ToException()));
        (await CreateAsync("""{"size":1}""")).ExpectFault(400, "badRequest", "Invalid input received: no");
        Assert.Equal("IProjectGrain.Cancel", _api.Calls.Last().Method);
    }

    [Theory]
    [InlineData("{}", 400, "badRequest", "The server could not comply with the request since it is either malformed or otherwise incorrect.")]
    [InlineData("""{"size":1,"volume_type":"nope"}""", 404, "itemNotFound", "Volume type with name nope could not be found.")]
    [InlineData("""{"size":1,"availability_zone":"nope"}""", 400, "badRequest", "Availability zone 'nope' is invalid.")]
    [InlineData("""{"size":1,"snapshot_id":"178e9b8d-b2a6-4849-b63a-a551ef452a64"}""", 404, "itemNotFound", "Snapshot 178e9b8d-b2a6-4849-b63a-a551ef452a64 could not be found.")]
    [InlineData("""{"size":1,"source_volid":"178e9b8d-b2a6-4849-b63a-a551ef452a64"}""", 404, "itemNotFound", "Volume 178e9b8d-b2a6-4849-b63a-a551ef452a64 could not be found.")]
    [InlineData("""{"size":1,"imageRef":"x"}""", 400, "badRequest", "Invalid image identifier or unable to access requested image.")]
    public async Task Create_OfWhatCannotBe_IsRefusedAndMakesNothing(string volume, int status, string fault, string message)
    {
        _api.On("ICatalog.FindVolumeOfSnapshotAsync", _ => Task.FromResult<Ids.VolumeId?>(null)).On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(null));
        (await CreateAsync(volume)).ExpectFault(status, fault, message);
        Assert.DoesNotContain(_api.Calls, c => c.Method is "IVolumeGrain.Create" or "IProjectGrain.Reserve");
    }

    [Fact]
    public async Task Create_FromAVolume_TakesItsSizeTypeAndPlace()
    {
        var source = Samples.Volume() with { SizeGiB = 3, Bootable = true };
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(source));
        (await CreateAsync($$"""{"size":2,"source_volid":"{{source.Id}}"}""")).ExpectFault(400, "badRequest",
            "Invalid input received: Volume size '2'GB cannot be smaller than original volume size 3GB. They must be >= original volume size.");
        Assert.Equal(202, (await CreateAsync($$"""{"source_volid":"{{source.Id}}"}""")).Status);
        var request = (CreateVolumeRequest)_api.Calls.Single(c => c.Method == "IVolumeGrain.Create").Arguments[0]!;
        Assert.Equal((3, source.Id, source.Backend, true), (request.SizeGiB, request.SourceVolumeId, request.SourceBackend, request.Bootable));
    }

    [Fact]
    public async Task Show_AtTheOldestVersion_IsAsRecorded()
    {
        var volume = Samples.Volume() with { AdminMetadata = ImmutableSortedDictionary<string, string>.Empty.Add("readonly", "False") };
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(volume));
        var answer = await _api.SendAsync("GET", $"/v3/{StubApi.Project}/volumes/{volume.Id}");
        var links = $$"""[{"rel":"self","href":"{{_api.Url}}/v3/{{StubApi.Project}}/volumes/{{volume.Id}}"},{"rel":"bookmark","href":"{{_api.Url}}/{{StubApi.Project}}/volumes/{{volume.Id}}"}]""";
        Assert.Equal(
            $$$"""{"volume":{"id":"{{{volume.Id}}}","status":"available","size":1,"availability_zone":"nova","created_at":"2026-11-22T16:47:56.857795","updated_at":null,"name":"n1","description":null,"volume_type":"__DEFAULT__","snapshot_id":null,"source_volid":null,"metadata":{"a":"b","readonly":"False"},"links":{{{links}}},"user_id":"admin","bootable":"false","encrypted":false,"replication_status":null,"consistencygroup_id":null,"multiattach":false,"attachments":[],"migration_status":null,"os-vol-tenant-attr:tenant_id":"{{{StubApi.Project}}}","os-vol-mig-status-attr:migstat":null,"os-vol-mig-status-attr:name_id":null,"os-vol-host-attr:host":"h@b#p"}}""",
            answer.Text);
    }

    [Theory]
    [InlineData(68, null, "true")]
    [InlineData(69, null, "null")]
    [InlineData(48, false, "false")]
    public async Task SharedTargets_HasThreeValuesSince369(int minor, bool? value, string shown)
    {
        _api.On("IVolumeGrain.GetState", _ => Task.FromResult<VolumeDescription?>(Samples.Volume() with { SharedTargets = value }));
        var answer = await _api.SendAsync("GET", $"/v3/volumes/{Guid.NewGuid()}", headers: ("OpenStack-API-Version", $"volume 3.{minor}"));
        Assert.Equal(shown, answer.Json.GetProperty("volume").GetProperty("shared_targets").GetRawText());
    }

    [Theory]
    [InlineData("""{"os-zzz":{}}""", "There is no such action: os-zzz. Verify the request body and Content-Type header and try again.")]
    [InlineData("""{"os-reserve":{},"os-unreserve":{}}""", "Malformed request body")]
    [InlineData("{}", "Malformed request body")]
    [InlineData("[]", "Malformed request body")]
    [InlineData("""{"os-extend":{"new_size":"abc"}}""", "Invalid input for field/attribute new_size. Value: abc. 'abc' does not match '^[0-9]+$'")]
    [InlineData("""{"os-reset_status":{}}""", "Must specify 'status', 'attach_status' or 'migration_status' for update.")]
    [InlineData("""{"os-reset_status":{"status":"deleting"}}""", "Cannot reset-state to deleting")]
    public async Task Action_ThatIsWrong_IsRefused(string body, string message) =>
        (await _api.SendAsync("POST", $"/v3/volumes/{Guid.NewGuid()}/action", body)).ExpectFault(400, "badRequest", message);

    [Fact]
    public async Task Show_OfAnIdThatIsNone_IsNotFound() =>
        (await _api.SendAsync("GET", "/v3/volumes/invalid")).ExpectFault(404, "itemNotFound", "Volume invalid could not be found.");

    private Task<StubAnswer> CreateAsync(string volume) => _api.SendAsync("POST", "/v3/volumes", $$"""{"volume":{{volume}}}""");
}
