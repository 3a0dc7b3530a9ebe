using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §21: groups and group snapshots.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private static readonly GroupType Type = new() { Id = GroupTypeId.New(), Name = "gt", CreatedAt = Samples.Time };
    private static readonly GroupDescription Group = new()
    {
        Id = GroupId.New(), ProjectId = new(StubApi.Project), Name = "g", Status = GroupStatus.Available, GroupTypeId = Type.Id, VolumeTypes = [Samples.Type.Id], AvailabilityZone = "nova", CreatedAt = Samples.Time,
    };

    private static readonly VolumeDescription Member = Samples.Volume() with { GroupId = Group.Id };
    private static readonly GroupSnapshotDescription Snapshot = new()
    {
        Id = GroupSnapshotId.New(), GroupId = Group.Id, GroupTypeId = Type.Id, ProjectId = new(StubApi.Project), Name = "s", Status = GroupStatus.Available, CreatedAt = Samples.Time,
    };

    private readonly List<QuotaReservation> _reserved = [];
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IGroupTypesGrain.GetState", _ => Task.FromResult(ImmutableArray.Create(Type)))
        .On("ICatalog.ListGroupsAsync", a => Task.FromResult<IReadOnlyList<GroupDescription>>(Has((CatalogQuery)a[0]!, Group.Id) ? [Group] : []))
        .On("ICatalog.ListGroupSnapshotsAsync", a => Task.FromResult<IReadOnlyList<GroupSnapshotDescription>>(Has((CatalogQuery)a[0]!, Snapshot.Id) ? [Snapshot] : []))
        .On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([Member]))
        .On("IProjectGrain.Reserve", a =>
        {
            _reserved.Add((QuotaReservation)a[0]!);
            return Task.CompletedTask;
        })
        .On("IProjectGrain.Commit", _ => Task.CompletedTask)
        .On("IGroupGrain.Create", a => Task.FromResult(Group with { Name = ((CreateGroupRequest)a[0]!).Name }));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Create_ResolvesTypesByNameTakesQuotaAndAnswersShortly()
    {
        var answer = await Send("POST", "/v3/groups", "3.13", """{"group":{"group_type":"gt","volume_types":["__DEFAULT__"],"name":" g "}}""");

        Assert.Equal((202, $$$"""{"group":{"id":"{{{Group.Id}}}","name":"g"}}"""), (answer.Status, answer.Text));
        var asked = (CreateGroupRequest)_api.Calls.Single(c => c.Method == "IGroupGrain.Create").Arguments[0]!;
        Assert.Equal((Type.Id, Samples.Type.Id, "nova", false), (asked.GroupTypeId, asked.VolumeTypes.Single(), asked.AvailabilityZone, asked.IsConsistent));
        Assert.Equal(1, Assert.Single(_reserved).Groups);
    }

    [Theory]
    [InlineData("""{"group":{"group_type":"gt"}}""", 400)]
    [InlineData("""{"group":{"group_type":"gt","volume_types":[]}}""", 400)]
    [InlineData("""{"group":{"group_type":"gt","volume_types":[1]}}""", 400)]
    [InlineData("""{"group":{"group_type":"gt","volume_types":["__DEFAULT__","__DEFAULT__"]}}""", 400)]
    [InlineData("""{"group":{"group_type":"nope","volume_types":["__DEFAULT__"]}}""", 404)]
    [InlineData("""{"group":{"group_type":"gt","volume_types":["nope"]}}""", 404)]
    [InlineData("""{"group":{"group_type":"gt","volume_types":["__DEFAULT__"],"availability_zone":"mars"}}""", 400)]
    public async Task Create_OfWhatIsWrong_IsRefusedAndMakesNothing(string body, int status)
    {
        Assert.Equal(status, (await Send("POST", "/v3/groups", "3.13", body)).Status);
        Assert.DoesNotContain(_api.Calls, c => c.Method == "IGroupGrain.Create");
    }

    [Theory]
    [InlineData("3.13", "admin", "id status availability_zone created_at name description group_type volume_types")]
    [InlineData("3.14", "admin", "id status availability_zone created_at name description group_type volume_types group_snapshot_id source_group_id")]
    [InlineData("3.25", "admin", "id status availability_zone created_at name description group_type volume_types group_snapshot_id source_group_id volumes")]
    [InlineData("3.38", "admin", "id status availability_zone created_at name description group_type volume_types group_snapshot_id source_group_id volumes replication_status")]
    [InlineData("3.58", "admin", "id status availability_zone created_at name description group_type volume_types group_snapshot_id source_group_id volumes replication_status project_id")]
    [InlineData("3.58", "joe", "id status availability_zone created_at name description group_type volume_types group_snapshot_id source_group_id volumes replication_status")]
    public async Task Show_HasTheFieldsOfItsVersion(string version, string user, string fields)
    {
        var shown = (await Send("GET", $"/v3/groups/{Group.Id}?list_volume=True", version, user: user)).Json.GetProperty("group");

        Assert.Equal(fields.Split(' '), shown.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task List_IsPagedAndTakesListVolumeForNoFilter()
    {
        var answer = await Send("GET", "/v3/groups/detail?limit=1&list_volume=true", "3.58", user: "joe");

        Assert.Equal(Member.Id.ToString(), answer.Json.GetProperty("groups")[0].GetProperty("volumes")[0].GetString());
        Assert.Contains("list_volume=true", answer.Json.GetProperty("group_links")[0].GetProperty("href").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await Send("GET", "/v3/groups", "3.12")).Status);
    }

    [Fact]
    public async Task Update_SplitsTheVolumes()
    {
        _api.On("IGroupGrain.Update", _ => Task.CompletedTask);

        var answer = await Send("PUT", $"/v3/groups/{Group.Id}", "3.13", $$$"""{"group":{"name":"n","add_volumes":"{{{Member.Id}}},","remove_volumes":null}}""");

        Assert.Equal((202, ""), (answer.Status, answer.Text));
        var asked = (UpdateGroupRequest)_api.Calls.Single(c => c.Method == "IGroupGrain.Update").Arguments[0]!;
        Assert.Equal(("n", null, Member.Id, 0), (asked.Name, asked.Description, asked.Add.Single(), asked.Remove.Length));
        Assert.Equal(400, (await Send("PUT", $"/v3/groups/{Group.Id}", "3.13", """{"group":{"add_volumes":"x"}}""")).Status);
        Assert.Equal(400, (await Send("PUT", $"/v3/groups/{Group.Id}", "3.13", """{"group":{}}""")).Status);
    }

    [Fact]
    public async Task Actions_AreServedSinceTheirVersion()
    {
        _api.On("IGroupGrain.Delete", _ => Task.CompletedTask).On("IGroupGrain.ResetStatus", _ => Task.CompletedTask);
        var path = $"/v3/groups/{Group.Id}/action";

        Assert.Equal(202, (await Send("POST", path, "3.13", """{"delete":{"delete-volumes":"true"}}""")).Status);
        Assert.Equal(true, _api.Calls.Single(c => c.Method == "IGroupGrain.Delete").Arguments[0]);
        Assert.Equal(404, (await Send("POST", path, "3.19", """{"reset_status":{"status":"error"}}""")).Status);
        Assert.Equal(202, (await Send("POST", path, "3.20", """{"reset_status":{"status":"error"}}""")).Status);
        Assert.Equal(400, (await Send("POST", path, "3.20", """{"reset_status":{"status":"fine"}}""")).Status);
        Assert.Equal(403, (await Send("POST", path, "3.20", """{"reset_status":{"status":"error"}}""", "joe")).Status);
        (await Send("POST", path, "3.38", """{"enable_replication":{}}""")).ExpectFault(400, "badRequest", $"Invalid group type: Group {Group.Id} is not a replication group type.");
        Assert.Equal(404, (await Send("POST", $"/v3/groups/{Guid.NewGuid()}/action", "3.13", """{"delete":{}}""")).Status);
    }

    [Fact]
    public async Task CreateFromSource_CopiesTheGroupsVolumesUnderQuota()
    {
        var answer = await Send("POST", "/v3/groups/action", "3.14", $$$"""{"create-from-src":{"source_group_id":"{{{Group.Id}}}","name":"c"}}""");

        Assert.Equal(202, answer.Status);
        var asked = (CreateGroupRequest)_api.Calls.Single(c => c.Method == "IGroupGrain.Create").Arguments[0]!;
        Assert.Equal((Member.Id, null, Group.Id), (asked.Copies.Single().Source, asked.Copies.Single().SnapshotId, asked.SourceGroupId));
        Assert.Equal((1, 1), (_reserved.Sum(r => r.Groups), _reserved.Sum(r => r.Volumes)));
        Assert.Equal(400, (await Send("POST", "/v3/groups/action", "3.14", """{"create-from-src":{}}""")).Status);
    }

    [Fact]
    public async Task GroupSnapshot_IsMadeUnderTheQuotaOfItsParts()
    {
        _api.On("IGroupGrain.CreateSnapshot", _ => Task.FromResult(Snapshot));

        var answer = await Send("POST", "/v3/group_snapshots", "3.14", $$$"""{"group_snapshot":{"group_id":"{{{Group.Id}}}","name":"s"}}""");

        Assert.Equal((202, $$$"""{"group_snapshot":{"id":"{{{Snapshot.Id}}}","name":"s","group_type_id":"{{{Type.Id}}}"}}"""), (answer.Status, answer.Text));
        Assert.Equal((1, Member.SizeGiB), Assert.Single(_reserved) is var r ? (r.Snapshots, r.SizeGiB) : default);
    }

    [Fact]
    public async Task GroupSnapshot_IsShownListedResetAndDeleted()
    {
        _api.On("IGroupGrain.DeleteSnapshot", _ => Task.CompletedTask).On("IGroupGrain.ResetSnapshotStatus", _ => Task.CompletedTask);
        var path = $"/v3/group_snapshots/{Snapshot.Id}";

        Assert.Equal(["id", "group_id", "group_type_id", "status", "created_at", "name", "description"], (await Send("GET", path, "3.57")).Json.GetProperty("group_snapshot").EnumerateObject().Select(p => p.Name));
        Assert.True((await Send("GET", path, "3.58")).Json.GetProperty("group_snapshot").TryGetProperty("project_id", out _));
        Assert.True((await Send("GET", "/v3/group_snapshots/detail?limit=1", "3.29")).Json.TryGetProperty("group_snapshot_links", out _));
        Assert.False((await Send("GET", "/v3/group_snapshots?limit=1", "3.28")).Json.TryGetProperty("group_snapshot_links", out _));
        Assert.Equal(202, (await Send("POST", path + "/action", "3.19", """{"reset_status":{"status":"error"}}""")).Status);
        Assert.Equal(202, (await Send("DELETE", path, "3.14")).Status);
        (await Send("DELETE", $"/v3/group_snapshots/{Group.Id}", "3.14")).ExpectFault(404, "itemNotFound", $"GroupSnapshot {Group.Id} could not be found.");
    }

    [Fact]
    public async Task VolumeCreate_InAGroup_GoesThroughTheGroup()
    {
        _api.On("IGroupGrain.CreateVolume", _ => Task.FromResult(Member));

        var answer = await Send("POST", "/v3/volumes", "3.13", $$$"""{"volume":{"size":1,"group_id":"{{{Group.Id}}}","volume_type":"__DEFAULT__"}}""");

        Assert.Equal((202, Group.Id.ToString()), (answer.Status, answer.Json.GetProperty("volume").GetProperty("group_id").GetString()));
        Assert.Equal(400, (await Send("POST", "/v3/volumes", "3.13", $$$"""{"volume":{"size":1,"group_id":"{{{Group.Id}}}"}}""")).Status);
    }

    [Fact]
    public async Task VolumeCreate_BeforeGroupsWereKnown_DoesNotReadTheirId()
    {
        _api.On("IVolumeGrain.Create", _ => Task.FromResult(Member with { GroupId = null }));

        Assert.Equal(202, (await Send("POST", "/v3/volumes", "3.12", """{"volume":{"size":1,"group_id":{"any":"thing"}}}""")).Status);
        Assert.DoesNotContain(_api.Calls, c => c.Method.StartsWith("IGroupGrain.", StringComparison.Ordinal));
    }

    private static bool Has(CatalogQuery query, object id) => query.Filters.All(f => f.Field != "id" || f.Value == id.ToString());

    private Task<StubAnswer> Send(string method, string path, string version, string? body = null, string user = "admin") =>
        _api.SendAsync(method, path, body, token: $"{user}:{StubApi.Project}", headers: ("OpenStack-API-Version", "volume " + version));
}
