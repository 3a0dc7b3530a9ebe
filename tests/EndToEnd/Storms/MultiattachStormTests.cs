using System.Net;
using System.Text.Json;
using OrleansStorage.EndToEnd.Races;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Storms;

/// <summary>64 hosts attach one volume at once, half of them live-migrate, and all keep asking for their connection: one export a host, and none at the end.</summary>
public sealed class MultiattachStormTests(RaceSilo silo) : IClassFixture<RaceSilo>
{
    private const int Hosts = 64;
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("sim50")]
    [InlineData("tgt")]
    public async Task Story_SixtyFourHostsAttachMigrateAndRead_OneExportAHostAndNoneAtTheEnd(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");

        var attached = await Task.WhenAll(Enumerable.Range(0, Hosts).Select(i => AttachAndMigrateAsync(volume, i)));

        var expected = attached.Select(a => ApiClient.Initiator(a.Host)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, await _api.ExportsOfAsync(volume));
        var reads = await Task.WhenAll(attached.Select(a => InitializeAsync(volume, a.Host)));
        Assert.All(reads.Zip(attached), pair => Assert.Equal(pair.Second.Secret, pair.First));
        Assert.Equal(expected, await _api.ExportsOfAsync(volume));
        foreach (var answer in await Task.WhenAll(attached.Select(a => _api.DeleteAsync($"attachments/{a.Attachment}")))) answer.Expect(HttpStatusCode.OK);
        Assert.Empty(await _api.ExportsOfAsync(volume));
        await _api.WaitForStatusAsync(volume, "available");
    }

    private async Task<(string Attachment, string Host, string Secret)> AttachAndMigrateAsync(string volume, int index)
    {
        var (instance, source) = (Guid.NewGuid(), $"source{index:D2}");
        var first = await _api.ReserveAsync(volume, instance);
        var secret = Secret((await _api.ConnectAsync(first, source)).Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("connection_info"));
        await CompleteAsync(first);
        Assert.Equal(secret, await InitializeAsync(volume, source));
        if (index % 2 == 0) return (first, source, secret);

        var destination = $"target{index:D2}";
        var body = new { attachment = new { volume_uuid = volume, instance_uuid = instance, connector = ApiClient.Connector(destination) } };
        var second = (await _api.PostAsync("attachments", body)).Expect(HttpStatusCode.OK).GetProperty("attachment");
        var moved = second.GetProperty("id").GetString()!;
        await CompleteAsync(moved);
        (await _api.DeleteAsync($"attachments/{first}")).Expect(HttpStatusCode.OK);
        return (moved, destination, Secret(second.GetProperty("connection_info")));
    }

    private async Task CompleteAsync(string attachment) =>
        (await _api.PostAsync($"attachments/{attachment}/action", new Dictionary<string, object> { ["os-complete"] = new { } })).Expect(HttpStatusCode.NoContent);

    private async Task<string> InitializeAsync(string volume, string host) =>
        Secret((await _api.ActAsync(volume, "os-initialize_connection", new { connector = ApiClient.Connector(host) })).Expect(HttpStatusCode.OK).GetProperty("connection_info").GetProperty("data"));

    private static string Secret(JsonElement connection) => connection.GetProperty("auth_password").GetString()!;
}
