using System.Net;
using System.Text.Json;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Filters;

/// <summary>
/// What an operator is shown he can search by, and what members may search by is what /resource_filters says; on the whole product.
/// </summary>
public sealed class OperatorFilterTests : IAsyncLifetime
{
    private const string Nobody = "00000000-0000-0000-0000-00000000beef";

    /// <summary>Cinder's columns as far as we show them, beside the name that they are shown by where it is another.</summary>
    private static readonly Dictionary<string, (string Column, string Shown)[]> Columns = new()
    {
        ["volumes"] =
        [
            .. Same("id", "status", "size", "user_id", "availability_zone", "volume_type_id", "snapshot_id", "source_volid", "group_id", "bootable", "multiattach", "shared_targets", "service_uuid"),
            ("host", "os-vol-host-attr:host"), ("display_name", "name"), ("display_description", "description"),
        ],
        ["snapshots"] =
        [
            .. Same("id", "status", "volume_id", "user_id", "group_snapshot_id"),
            ("volume_size", "size"), ("display_name", "name"), ("display_description", "description"), ("progress", "os-extended-snapshot-attributes:progress"),
        ],
        ["groups"] = [.. Same("id", "name", "description", "status", "availability_zone", "replication_status", "group_snapshot_id", "source_group_id"), ("group_type_id", "group_type")],
        ["group_snapshots"] = Same("id", "name", "description", "status", "group_id", "group_type_id"),
        ["attachments"] = [.. Same("id", "volume_id", "attach_mode"), ("attach_status", "status"), ("instance_uuid", "instance")],
        ["backups"] = Same("id", "name", "description", "status", "size", "volume_id", "snapshot_id", "user_id", "fail_reason", "container", "availability_zone"),
        ["volume-transfers"] = Same("id", "name", "volume_id", "source_project_id", "no_snapshots", "accepted"),
    };

    private readonly TemporaryDirectory _directory = new();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath, More = new Dictionary<string, string> { ["Storage:Identity:NoAuth:Members:0"] = "bob" } });
        _api = new ApiClient(_silo.Url);
        await MakeOneOfEachAsync();
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task List_FilteredByWhatIsShown_FindsWhatShowsIt()
    {
        foreach (var (resource, columns) in Columns)
        {
            var all = await RowsAsync(resource, "");
            Assert.NotEmpty(all);
            foreach (var (column, shown) in columns)
            foreach (var value in all.Select(row => Text(row.GetProperty(shown))).OfType<string>().Distinct())
            {
                var wanted = all.Where(row => Text(row.GetProperty(shown)) == value).Select(Id).Order();
                var found = (await RowsAsync(resource, $"?{column}={Uri.EscapeDataString(value)}")).Select(Id).Order();
                Assert.True(wanted.SequenceEqual(found), $"{resource}?{column}={value} finds {string.Join(' ', found)}, not {string.Join(' ', wanted)}");
            }
        }
    }

    [Theory]
    [InlineData("volumes")]
    [InlineData("snapshots")]
    [InlineData("groups")]
    public async Task List_FilteredByHost_FindsThePoolsOfAHostAndOfABackend(string resource)
    {
        var host = (await RowsAsync("volumes", "")).Select(v => v.GetProperty("os-vol-host-attr:host").GetString()!).Distinct().Single();
        var all = (await RowsAsync(resource, "")).Select(Id).Order();
        foreach (var level in new[] { host, host[..host.IndexOf('#', StringComparison.Ordinal)], host[..host.IndexOf('@', StringComparison.Ordinal)] })
            Assert.Equal(all, (await RowsAsync(resource, "?host=" + Uri.EscapeDataString(level))).Select(Id).Order());
        foreach (var other in new[] { host + "x", host[..3], "elsewhere", "elsewhere@" + host[(host.IndexOf('@', StringComparison.Ordinal) + 1)..] })
            Assert.Empty(await RowsAsync(resource, "?host=" + Uri.EscapeDataString(other)));
    }

    [Fact]
    public async Task ResourceFilters_OfEachResource_AreTakenFromAMember()
    {
        using var bob = new ApiClient(_silo.Url, user: "bob");
        foreach (var row in (await bob.GetAsync("resource_filters")).Expect(HttpStatusCode.OK).GetProperty("resource_filters").EnumerateArray())
        foreach (var filter in row.GetProperty("filters").EnumerateArray().Select(f => f.GetString()!))
        {
            var path = row.GetProperty("resource").GetString() switch { "pool" => "scheduler-stats/get_pools", "volume_type" => "types", var other => other + "s" };
            var value = filter is "bootable" or "consumes_quota" or "is_public" ? "true" : filter is "created_at" or "updated_at" ? "gt:2020-01-01T00:00:00" : filter is "metadata" or "extra_specs" ? "{}" : filter == "volume_type" ? "shared" : Nobody;
            (await (path.StartsWith("scheduler", StringComparison.Ordinal) ? _api : bob).GetAsync($"{path}?{filter}={Uri.EscapeDataString(value)}")).Expect(HttpStatusCode.OK);
        }
    }

    private static (string Column, string Shown)[] Same(params string[] names) => [.. names.Select(n => (n, n))];

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static string? Text(JsonElement value) => value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => value.GetString(), _ => value.GetRawText() };

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string resource, string query) =>
        [.. (await _api.GetAsync($"{resource}/detail{query}")).Expect(HttpStatusCode.OK).GetProperty(resource == "volume-transfers" ? "transfers" : resource).EnumerateArray()];

    private async Task MakeOneOfEachAsync()
    {
        var type = await _api.CreateTypeAsync("shared", new { multiattach = "<is> True" });
        var groupType = Id((await _api.PostAsync("group_types", new { group_type = new { name = "gt" } })).Expect(HttpStatusCode.Accepted).GetProperty("group_type"));
        var group = Id((await _api.PostAsync("groups", new { group = new { name = "g", description = "of all", group_type = groupType, volume_types = new[] { type } } }))
            .Expect(HttpStatusCode.Accepted).GetProperty("group"));
        var grouped = await MakeAsync(new { name = "first", description = "words", size = 1, volume_type = type, group_id = group });
        var plain = await _api.CreateVolumeAsync(sizeGiB: 2);
        await SnapshotAsync(new { volume_id = plain, name = "s", description = "kept" }, "snapshots", "snapshot");
        var snapshot = Id((await RowsAsync("snapshots", "")).Single());
        await SnapshotAsync(new { group_id = group, name = "gs", description = "of the group" }, "group_snapshots", "group_snapshot");
        await MakeAsync(new { size = 2, snapshot_id = snapshot });
        await MakeAsync(new { size = 3, source_volid = plain });
        (await _api.ConnectAsync(await _api.ReserveAsync(grouped), "host-1")).Expect(HttpStatusCode.OK);
        await _api.ReserveAsync(grouped);
        (await _api.PostAsync("backups", new { backup = new { volume_id = plain, name = "b", container = "c" } })).Expect(HttpStatusCode.Accepted);
        (await _api.PostAsync("volume-transfers", new { transfer = new { volume_id = await _api.CreateVolumeAsync(), name = "t", no_snapshots = true } })).Expect(HttpStatusCode.Accepted);
    }

    private async Task<string> MakeAsync(object volume)
    {
        var id = Id((await _api.PostAsync("volumes", new { volume })).Expect(HttpStatusCode.Accepted).GetProperty("volume"));
        await _api.WaitForStatusAsync(id, "available");
        return id;
    }

    private async Task SnapshotAsync(object body, string resource, string word)
    {
        var id = Id((await _api.PostAsync(resource, new Dictionary<string, object> { [word] = body })).Expect(HttpStatusCode.Accepted).GetProperty(word));
        await Eventually.Is($"{word} {id} is available",
            async () => (await _api.GetAsync($"{resource}/{id}")).Expect(HttpStatusCode.OK).GetProperty(word).GetProperty("status").GetString() == "available", TimeSpan.FromSeconds(60));
    }
}
