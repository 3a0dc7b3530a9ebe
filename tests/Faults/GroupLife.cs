using System.Net;
using System.Text.Json;
using OrleansStorage.Testing;
using static OrleansStorage.Faults.Tests.Insistence;

namespace OrleansStorage.Faults.Tests;

/// <summary>
/// A group's life as a client lives it, through all that a group does to its volumes. Groups and their snapshots are made without a key: a client that does not know what became of a create looks for what
/// it has named before it asks again. Nothing in it may end in error.
/// </summary>
internal sealed class GroupLife(ApiClient api)
{
    private const string VolumeType = "__DEFAULT__";
    private readonly string _name = $"group {Guid.NewGuid()}";
    private string _group = "";
    private string _other = "";
    private string _snapshot = "";
    private string _copy = "";

    /// <summary>One after another.</summary>
    public IReadOnlyList<Func<Task>> Phases => [CreateAsync, AddVolumeAsync, TakeSnapshotAsync, CopyAsync, DeleteSnapshotAsync, RemoveVolumeAsync, DeleteAsync];

    private async Task CreateAsync()
    {
        (await api.PostAsync("group_types", new { group_type = new { name = _name } })).Expect(HttpStatusCode.Accepted);
        _group = await MakeAsync("groups", _name, "groups", new { group = new { name = _name, group_type = _name, volume_types = new[] { VolumeType } } });
        await MakeVolumeAsync(_group);
    }

    private async Task AddVolumeAsync()
    {
        _other = await MakeVolumeAsync(null);
        await UpdateAsync(new { group = new { add_volumes = _other } }, volumes => volumes.Contains(_other));
    }

    private async Task TakeSnapshotAsync()
    {
        _snapshot = await MakeAsync("group_snapshots", _name, "group_snapshots", new { group_snapshot = new { name = _name, group_id = _group } });
        Assert.Equal(2, (await ListAsync("snapshots")).Count);
    }

    private async Task CopyAsync()
    {
        var name = "copy of " + _name;
        _copy = await MakeAsync("groups", name, "groups/action", new Dictionary<string, object> { ["create-from-src"] = new { name, group_snapshot_id = _snapshot } });
        Assert.Equal(2, (await VolumesOfAsync(_copy)).Count);
    }

    private Task DeleteSnapshotAsync() => EndAsync("group_snapshot", _snapshot, () => api.DeleteAsync($"group_snapshots/{_snapshot}"));

    private async Task RemoveVolumeAsync()
    {
        await UpdateAsync(new { group = new { remove_volumes = _other } }, volumes => !volumes.Contains(_other));
        await EndAsync("volume", _other, () => api.DeleteAsync($"volumes/{_other}"));
    }

    private Task DeleteAsync() => Task.WhenAll(new[] { _group, _copy }.Select(group =>
        EndAsync("group", group, () => api.PostAsync($"groups/{group}/action", new Dictionary<string, object> { ["delete"] = new Dictionary<string, object> { ["delete-volumes"] = true } }))));

    /// <summary>What of the API's lists is not empty.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        List<string> left = [];
        foreach (var list in new[] { "volumes", "snapshots", "groups", "group_snapshots" })
        {
            left.AddRange((await ListAsync(list)).Select(found => $"{list}: {found}"));
        }
        return left;
    }

    private async Task<string> MakeVolumeAsync(string? group)
    {
        var key = Guid.NewGuid().ToString();
        var body = new { volume = new { size = 1, volume_type = VolumeType, group_id = group } };
        var id = (await RepeatAsync(() => api.SendAsync(HttpMethod.Post, "volumes", body, ("Idempotency-Key", key)))).Expect(HttpStatusCode.Accepted).GetProperty("volume").GetProperty("id").GetString()!;
        await api.WaitForStatusAsync(id, "available");
        return id;
    }

    private async Task<string> MakeAsync(string list, string name, string path, object body)
    {
        var id = "";
        await Eventually.Is($"{name} of {list} is available", async () =>
        {
            var found = (await ListAsync(list)).SingleOrDefault(i => i.GetProperty("name").GetString() == name);
            if (found.ValueKind == JsonValueKind.Undefined)
            {
                var answer = await api.PostAsync(path, body);
                if (answer.Status < HttpStatusCode.InternalServerError) answer.Expect(HttpStatusCode.Accepted);
                return false;
            }
            id = found.GetProperty("id").GetString()!;
            return StatusOf(found, "creating") == "available";
        }, Patience);
        return id;
    }

    private Task UpdateAsync(object body, Func<IReadOnlyList<string?>, bool> isDone) => Eventually.Is("the volumes of the group are changed", async () =>
    {
        if (StatusOf((await api.GetAsync($"groups/{_group}")).Expect(HttpStatusCode.OK).GetProperty("group"), "updating") != "available") return false;
        if (isDone(await VolumesOfAsync(_group))) return true;
        await api.PutAsync($"groups/{_group}", body);
        return false;
    }, Patience);

    private Task EndAsync(string what, string id, Func<Task<ApiAnswer>> delete) => Eventually.Is($"{what} {id} is gone", async () =>
    {
        var shown = await api.GetAsync($"{what}s/{id}");
        if (shown.Status == HttpStatusCode.NotFound) return true;
        if (StatusOf(shown.Expect(HttpStatusCode.OK).GetProperty(what), "deleting") == "available") await delete();
        return false;
    }, Patience);

    private static string StatusOf(JsonElement shown, string onTheWay)
    {
        var status = shown.GetProperty("status").GetString()!;
        Assert.True(status == "available" || status == onTheWay, $"It became {status}: {shown}");
        return status;
    }

    private async Task<IReadOnlyList<string?>> VolumesOfAsync(string group) =>
        [.. (await api.GetAsync($"groups/{group}?list_volume=true")).Expect(HttpStatusCode.OK).GetProperty("group").GetProperty("volumes").EnumerateArray().Select(v => v.GetString())];

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string list) => [.. (await api.GetAsync($"{list}/detail")).Expect(HttpStatusCode.OK).GetProperty(list).EnumerateArray()];
}
