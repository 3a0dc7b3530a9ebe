using System.Net;
using System.Text.Json;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.EndToEnd.Installations;

/// <summary>The same on a real iSCSI target, under a host that reads: a second installation on the pool, and a record that was restored.</summary>
public sealed class TgtInstallationTests : IAsyncLifetime
{
    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private readonly TemporaryDirectory _elsewhere = new();
    private SiloSettings _settings = null!;

    public Task InitializeAsync()
    {
        _settings = new() { DataDirectory = _tgt.DataDirectory, More = More() };
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _tgt.DisposeAsync();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Start_OnThePoolOfAnotherInstallation_IsRefusedAndTheHostReadsOn()
    {
        await using var first = await SiloProcess.StartAsync(_settings);
        using var api = new ApiClient(first.Url);
        var volume = await api.CreateVolumeAsync();
        var attachment = await api.ReserveAsync(volume);
        await using var held = await ConnectAsync(api, attachment, "compute-1");
        var before = await _tgt.Describe();

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new() { DataDirectory = _elsewhere.FullPath, More = More() });

        Assert.Equal(1, exitCode);
        Assert.Contains($"orleans-storage backend claim {TgtBackend.Name} --from ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, await _tgt.Describe());
        await MustReadAsync(held);
        (await api.DeleteAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Recover_OfARestoredRecord_CutsNoSession()
    {
        var record = new RecordCopy(_settings);
        string volume, left;
        await using (var silo = await SiloProcess.StartAsync(_settings))
        {
            using var api = new ApiClient(silo.Url);
            volume = await api.CreateVolumeAsync();
            left = await api.ReserveAsync(volume);
            (await api.ConnectAsync(left, "compute-1")).Expect(HttpStatusCode.OK);
        }
        await record.TakeAsync();
        HeldSession held;
        await using (var silo = await SiloProcess.StartAsync(_settings))
        {
            using var api = new ApiClient(silo.Url);
            (await api.DeleteAsync($"attachments/{left}")).Expect(HttpStatusCode.OK);
            held = await ConnectAsync(api, await api.ReserveAsync(volume), "compute-2");
        }
        await using var session = held;
        await record.RestoreAsync();

        await using var restored = await SiloProcess.StartAsync(_settings);
        using var old = new ApiClient(restored.Url);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await old.DeleteAsync($"attachments/{left}")).Status);
        var done = await StorageTool.RunAsync(restored, "backend", "recover", TgtBackend.Name);
        Assert.Equal("in-step", done["standing"]!["kind"]!.GetValue<string>());
        await StorageTool.RunAsync(restored, "backend", "drift", TgtBackend.Name, "--mend");
        Assert.Equal([ApiClient.Initiator("compute-2")], await old.ExportsOfAsync(volume));
        await MustReadAsync(held);
        await old.WaitForStatusAsync(volume, "in-use");
    }

    private Dictionary<string, string> More() =>
        _tgt.Settings(0).Append(new("Storage:Operations:ExportTimeoutMs", "5000")).Append(new("Storage:Operations:OrphanGraceMs", "6100")).ToDictionary();

    private static async Task MustReadAsync(HeldSession held) => Assert.Contains("read 4096/4096", await held.Run("read 0 4k"), StringComparison.Ordinal);

    private static async Task<HeldSession> ConnectAsync(ApiClient api, string attachment, string host)
    {
        var info = (await api.ConnectAsync(attachment, host)).Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("connection_info");
        return await HeldSession.Open(new(ApiClient.Initiator(host), Text(info, "target_portal"), Text(info, "target_iqn"), info.GetProperty("target_lun").GetInt32(), Text(info, "auth_username"), Text(info, "auth_password")));
    }

    private static string Text(JsonElement info, string name) => info.GetProperty(name).GetString()!;
}
