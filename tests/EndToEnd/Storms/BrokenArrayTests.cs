using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.EndToEnd.Storms;

/// <summary>One of two arrays hangs: its breaker opens, the other's attaches go on, and the breaker closes when the array is well (L5).</summary>
public sealed class BrokenArrayTests : IAsyncLifetime
{
    private const int AttachesElsewhere = 50;
    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        var more = new Dictionary<string, string>(_tgt.Settings(0))
        {
            ["Storage:Operations:ExportTimeoutMs"] = "2000",
            ["Storage:Backends:1:Name"] = "sim",
            ["Storage:Backends:1:Driver"] = "Simulated",
        };
        _silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = _tgt.DataDirectory, More = more });
        _api = new ApiClient(_silo.Url);
        (await _api.PutAsync($"os-quota-sets/{_api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
        foreach (var array in new[] { "tgt", "sim" }) await _api.CreateTypeAsync(array, new { volume_backend_name = array });
    }

    public async Task DisposeAsync()
    {
        Signal("-CONT");
        _api?.Dispose();
        await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }

    [Fact]
    public async Task Array_ThatHangs_OpensItsBreakerDisturbsNoOtherAndIsUsedAgainWhenItIsWell()
    {
        var broken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReservedAsync("tgt")));
        var well = await Task.WhenAll(Enumerable.Range(0, AttachesElsewhere).Select(_ => ReservedAsync("sim")));
        Signal("-STOP");

        await OpensAsync(broken);
        foreach (var answer in await Task.WhenAll(well.Select(a => _api.ConnectAsync(a, "compute")))) answer.Expect(HttpStatusCode.OK);
        Assert.All((await BackendAsync("sim")).GetProperty("lanes").EnumerateArray(), lane => Assert.Equal(0, lane.GetProperty("refused").GetInt64()));
        Assert.Equal("closed", (await BackendAsync("sim")).GetProperty("breaker").GetString());
        Assert.Equal(JsonValueKind.Null, (await BackendAsync("tgt")).GetProperty("exports").ValueKind);

        Signal("-CONT");
        await Eventually.Is("every attach that the broken array failed is served", async () =>
            (await Task.WhenAll(broken.Select(a => _api.ConnectAsync(a, "compute")))).All(a => a.Status == HttpStatusCode.OK), TimeSpan.FromSeconds(90));
        Assert.Equal("closed", (await BackendAsync("tgt")).GetProperty("breaker").GetString());
        await _api.WaitUntilArrayShowsWhatIsRecordedAsync();
        Assert.Equal(broken.Length + AttachesElsewhere, (await _api.BackendsAsync()).Sum(b => b.Exports.Count));
    }

    /// <summary>Clients go on asking; each call that hangs until its deadline is one that failed, and then calls are sent away without a try.</summary>
    private async Task OpensAsync(string[] attachments)
    {
        await Eventually.Is("the breaker sends calls away", async () =>
        {
            var answers = await Task.WhenAll(attachments.Select(a => _api.ConnectAsync(a, "compute")));
            Assert.DoesNotContain(answers, a => a.Status == HttpStatusCode.OK);
            return answers.Any(a => a.Text.Contains("left alone", StringComparison.Ordinal));
        }, TimeSpan.FromSeconds(90));
        Assert.NotEqual("closed", (await BackendAsync("tgt")).GetProperty("breaker").GetString());
    }

    private async Task<string> ReservedAsync(string array) => await _api.ReserveAsync(await _api.CreateVolumeAsync(array));

    private async Task<JsonElement> BackendAsync(string name) => (await _api.GetAsync("orleans-storage/backends")).Expect(HttpStatusCode.OK)
        .GetProperty("backends").EnumerateArray().Single(b => b.GetProperty("name").GetString()!.Contains($"@{name}#", StringComparison.Ordinal));

    private void Signal(string signal)
    {
        foreach (var pid in _tgt.Daemons())
        {
            using var kill = Process.Start("kill", [signal, pid.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }
}
