using System.Net;
using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.EndToEnd.Races;

/// <summary>
/// What Cinder does wrong when sixteen calls come at once, and what must come of it here: the end of some one-after-another order of the same calls, one export for each host that holds an attachment,
/// and none after.
/// </summary>
public sealed class RaceTests(RaceSilo silo) : IClassFixture<RaceSilo>
{
    private const int Callers = 16;
    private static readonly string[] Hosts = [.. Enumerable.Range(0, Callers).Select(i => $"host{i:D2}")];
    private readonly ApiClient _api = silo.Api;

    public static TheoryData<string> Arrays => RaceSilo.Arrays;

    [Theory, MemberData(nameof(Arrays))]
    public async Task Reserve_MultiattachBySixteenInstances_AllAreServed(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");

        var attachments = await Task.WhenAll(Hosts.Select(_ => _api.ReserveAsync(volume)));

        Assert.Equal(Callers, attachments.Distinct().Count());
        await DeleteAllAsync(volume, attachments);
    }

    [Fact]
    public async Task Metadata_ByTwentyWritersWithOneEtag_OneIsServedAndNineteenAreTold()
    {
        const int writers = 20;
        var volume = await _api.CreateVolumeAsync("sim0");
        var etag = (await _api.GetAsync($"volumes/{volume}/metadata")).Headers["ETag"];

        var answers = await Task.WhenAll(Enumerable.Range(0, writers).Select(i => i % 2 == 0
            ? _api.SendAsync(HttpMethod.Put, $"volumes/{volume}/metadata", new { metadata = new { writer = $"{i}" } }, ("If-Match", $"\"{etag}\""))
            : _api.SendAsync(HttpMethod.Post, $"volumes/{volume}/metadata", new { metadata = new { writer = $"{i}" } }, ("If-Match", $"\"{etag}\""))));

        var served = Assert.Single(Enumerable.Range(0, writers), i => answers[i].Status == HttpStatusCode.OK);
        Assert.Equal(writers - 1, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
        var metadata = (await _api.GetAsync($"volumes/{volume}/metadata")).Expect(HttpStatusCode.OK).GetProperty("metadata");
        Assert.Equal($"{served}", metadata.GetProperty("writer").GetString());
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Connect_MultiattachFromSixteenHosts_OneExportAHost(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");
        var attachments = await Task.WhenAll(Hosts.Select(_ => _api.ReserveAsync(volume)));

        var answers = await Task.WhenAll(attachments.Zip(Hosts, _api.ConnectAsync));

        Assert.All(answers, a => a.Expect(HttpStatusCode.OK));
        Assert.Equal(Hosts.Select(ApiClient.Initiator), await _api.ExportsOfAsync(volume));
        await DeleteAllAsync(volume, attachments);
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Connect_SingleAttachFromSixteenHosts_OneIsServedAndTheOthersConflict(string array)
    {
        var volume = await _api.CreateVolumeAsync(array);
        var instance = Guid.NewGuid();
        List<string> attachments = [];
        foreach (var _ in Hosts) attachments.Add(await _api.ReserveAsync(volume, instance));

        var answers = await Task.WhenAll(attachments.Zip(Hosts, _api.ConnectAsync));

        var served = Assert.Single(Enumerable.Range(0, Callers), i => answers[i].Status == HttpStatusCode.OK);
        Assert.All(answers.Where((_, i) => i != served), a => a.Expect(HttpStatusCode.Conflict));
        Assert.Equal([ApiClient.Initiator(Hosts[served])], await _api.ExportsOfAsync(volume));
        await DeleteAllAsync(volume, attachments);
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Connect_SingleAttachSixteenTimesFromOneHost_AllGetTheSameExport(string array)
    {
        var volume = await _api.CreateVolumeAsync(array);
        var instance = Guid.NewGuid();
        List<string> attachments = [];
        foreach (var _ in Hosts) attachments.Add(await _api.ReserveAsync(volume, instance));

        var answers = await Task.WhenAll(attachments.Select(a => _api.ConnectAsync(a, "host00")));

        var secrets = answers.Select(a => a.Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("connection_info").GetProperty("auth_password").GetString()).Distinct();
        Assert.Single(secrets);
        Assert.Equal([ApiClient.Initiator("host00")], await _api.ExportsOfAsync(volume));
        await DeleteAllAsync(volume, attachments);
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Connect_OneAttachmentFromSixteenHosts_TheAttachmentMovesAndOneExportIsLeft(string array)
    {
        var volume = await _api.CreateVolumeAsync(array);
        var attachment = await _api.ReserveAsync(volume);

        var answers = await Task.WhenAll(Hosts.Select(h => _api.ConnectAsync(attachment, h)));

        Assert.All(answers, a => a.Expect(HttpStatusCode.OK));
        Assert.Single((await _api.GetAsync($"attachments?volume_id={volume}")).Expect(HttpStatusCode.OK).GetProperty("attachments").EnumerateArray());
        Assert.Single(await _api.ExportsOfAsync(volume));
        await DeleteAllAsync(volume, [attachment]);
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task InitializeConnection_OfASharedVolumeNobodyAttached_OneExportAHostUntilItIsTerminated(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");

        var oneHost = await Task.WhenAll(Hosts.Select(_ => _api.ActAsync(volume, "os-initialize_connection", new { connector = ApiClient.Connector("host00") })));
        var allHosts = await Task.WhenAll(Hosts.Select(h => _api.ActAsync(volume, "os-initialize_connection", new { connector = ApiClient.Connector(h) })));

        Assert.Single(oneHost.Select(a => a.Expect(HttpStatusCode.OK).GetRawText()).Distinct());
        Assert.All(allHosts, a => a.Expect(HttpStatusCode.OK));
        Assert.Equal(Hosts.Select(ApiClient.Initiator), await _api.ExportsOfAsync(volume));
        var ended = await Task.WhenAll(Hosts.Select(h => _api.ActAsync(volume, "os-terminate_connection", new { connector = ApiClient.Connector(h) })));
        Assert.All(ended, a => a.Expect(HttpStatusCode.Accepted));
        Assert.Empty(await _api.ExportsOfAsync(volume));
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task InitializeConnection_OfSixteenHostsOfASingleAttachVolume_LetsOneIn(string array)
    {
        var volume = await _api.CreateVolumeAsync(array);

        var answers = await Task.WhenAll(Hosts.Select(h => _api.ActAsync(volume, "os-initialize_connection", new { connector = ApiClient.Connector(h) })));

        var (host, _) = Hosts.Zip(answers).Single(a => a.Second.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.Expect(HttpStatusCode.BadRequest));
        Assert.Equal([ApiClient.Initiator(host)], await _api.ExportsOfAsync(volume));
        (await _api.ActAsync(volume, "os-terminate_connection", new { connector = ApiClient.Connector(host) })).Expect(HttpStatusCode.Accepted);
        Assert.Empty(await _api.ExportsOfAsync(volume));
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Delete_SixteenAttachmentsAtOnce_NoExportIsLeft(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");
        var attachments = await Task.WhenAll(Hosts.Select(_ => _api.ReserveAsync(volume)));
        foreach (var answer in await Task.WhenAll(attachments.Zip(Hosts, _api.ConnectAsync))) answer.Expect(HttpStatusCode.OK);

        await DeleteAllAsync(volume, attachments);
    }

    [Theory, MemberData(nameof(Arrays))]
    public async Task Delete_TheLastAttachmentWhileAnotherHostAttaches_TheNewExportStays(string array)
    {
        var volume = await _api.CreateVolumeAsync(array + "-shared");
        var current = await _api.ReserveAsync(volume);
        (await _api.ConnectAsync(current, "host00")).Expect(HttpStatusCode.OK);
        for (var round = 1; round <= 8; round++)
        {
            var next = await _api.ReserveAsync(volume);
            var host = Hosts[round % Callers];

            var connecting = _api.ConnectAsync(next, host);
            var deleting = _api.DeleteAsync($"attachments/{current}");

            (await connecting).Expect(HttpStatusCode.OK);
            (await deleting).Expect(HttpStatusCode.OK);
            Assert.Equal([ApiClient.Initiator(host)], await _api.ExportsOfAsync(volume));
            current = next;
        }
        await DeleteAllAsync(volume, [current]);
    }

    private async Task DeleteAllAsync(string volume, IEnumerable<string> attachments)
    {
        var answers = await Task.WhenAll(attachments.Select(a => _api.DeleteAsync($"attachments/{a}")));
        Assert.All(answers, a => a.Expect(HttpStatusCode.OK));
        await _api.WaitForStatusAsync(volume, "available");
        Assert.Empty(await _api.ExportsOfAsync(volume));
    }
}
