using System.Net;
using System.Text;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Repetitions;

/// <summary>The same request again, before and after the silo was killed.</summary>
public sealed class RepetitionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Update_OfOneAttachmentWithOneConnector_GivesTheSameConnectionAndExportForEver()
    {
        var settings = Settings(latencyMs: 0);
        var (volume, attachment, first) = ("", "", "");
        await using (var silo = await SiloProcess.StartAsync(settings))
        {
            using var api = new ApiClient(silo.Url);
            volume = await api.CreateVolumeAsync();
            attachment = await api.ReserveAsync(volume);
            first = await ConnectAsync(api, attachment);
            Assert.Equal(first, await ConnectAsync(api, attachment));
            Assert.Equal([first, first, first], await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ConnectAsync(api, attachment))));
            await silo.KillAsync();
        }

        await using var again = await SiloProcess.StartAsync(settings);
        using var check = new ApiClient(again.Url);
        Assert.Equal(first, await ConnectAsync(check, attachment));
        await check.WaitUntilArrayShowsWhatIsRecordedAsync();
        Assert.Equal([ApiClient.Initiator("compute-1")], await check.ExportsOfAsync(volume));
        Assert.Equal(first, await ConnectAsync(check, attachment));
    }

    [Fact]
    public async Task Create_RepeatedWithItsKeyAfterTheSiloDiedInIt_IsTheSameAttachment()
    {
        var settings = Settings(latencyMs: 1000);
        var (volume, instance) = ("", Guid.NewGuid());
        await using (var silo = await SiloProcess.StartAsync(settings))
        {
            using var api = new ApiClient(silo.Url);
            volume = await api.CreateVolumeAsync();
            var lost = CreateAsync(api, volume, instance, "attach-1");
            await Eventually.Is("the attachment is on record", async () => (await AttachmentsAsync(api, volume)).Count == 1);
            await silo.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        }

        await using var again = await SiloProcess.StartAsync(settings);
        using var check = new ApiClient(again.Url);
        var made = await AttachmentsAsync(check, volume);
        ApiAnswer answer = null!;
        await Eventually.Is("the repetition is answered", async () => (answer = await CreateAsync(check, volume, instance, "attach-1")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(60));

        Assert.Equal(answer.Text, (await CreateAsync(check, volume, instance, "attach-1")).Text);
        Assert.Equal(made, await AttachmentsAsync(check, volume));
        Assert.Equal(made, [answer.Json.GetProperty("attachment").GetProperty("id").GetString()!]);
        await check.WaitUntilArrayShowsWhatIsRecordedAsync();
        Assert.Single(await check.ExportsOfAsync(volume));
        Assert.Equal(HttpStatusCode.Conflict, (await CreateAsync(check, volume, Guid.NewGuid(), "attach-1")).Status);
        AssertStoredNowhere(answer.Json.GetProperty("attachment").GetProperty("connection_info").GetProperty("auth_password").GetString()!);
    }

    [Fact]
    public async Task Creates_OfVolumesAndSnapshotsManyAtOnceWithOneKey_MakeOne()
    {
        await using var silo = await SiloProcess.StartAsync(Settings(latencyMs: 20));
        using var api = new ApiClient(silo.Url);

        var volumes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.SendAsync(HttpMethod.Post, "volumes", new { volume = new { size = 1 } }, ("Idempotency-Key", "v"))));
        var volume = Assert.Single(volumes.Select(v => v.Expect(HttpStatusCode.Accepted).GetProperty("volume").GetProperty("id").GetString()!).Distinct());
        await api.WaitForStatusAsync(volume, "available");
        var snapshots = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.SendAsync(HttpMethod.Post, "snapshots", new { snapshot = new { volume_id = volume } }, ("Idempotency-Key", "v"))));

        Assert.Single(snapshots.Select(s => s.Expect(HttpStatusCode.Accepted).GetProperty("snapshot").GetProperty("id").GetString()!).Distinct());
        Assert.Equal(1, (await api.GetAsync("volumes")).Json.GetProperty("volumes").GetArrayLength());
        Assert.Equal(1, (await api.GetAsync("snapshots")).Json.GetProperty("snapshots").GetArrayLength());
    }

    /// <summary>The answer was kept, but never as it is.</summary>
    private void AssertStoredNowhere(string secret)
    {
        var needle = Encoding.UTF8.GetBytes(secret);
        foreach (var path in Directory.EnumerateFiles(_directory.FullPath, "storage.db*"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(needle));
        }
    }

    private static Task<ApiAnswer> CreateAsync(ApiClient api, string volume, Guid instance, string key) => api.SendAsync(HttpMethod.Post, "attachments",
        new { attachment = new { volume_uuid = volume, instance_uuid = instance, connector = ApiClient.Connector("compute-1") } }, ("Idempotency-Key", key));

    private static async Task<string> ConnectAsync(ApiClient api, string attachment) =>
        (await api.ConnectAsync(attachment, "compute-1")).Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("connection_info").GetRawText();

    private static async Task<List<string>> AttachmentsAsync(ApiClient api, string volume) =>
        [.. (await api.GetAsync($"attachments?volume_id={volume}")).Expect(HttpStatusCode.OK).GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];

    private SiloSettings Settings(int latencyMs) => new()
    {
        DataDirectory = _directory.FullPath,
        More = new Dictionary<string, string>
        {
            ["Storage:Operations:ExportTimeoutMs"] = "3000",
            ["Storage:Backends:0:Name"] = "sim",
            ["Storage:Backends:0:Driver"] = "Simulated",
            ["Storage:Backends:0:Options:LatencyMs"] = latencyMs.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };
}
