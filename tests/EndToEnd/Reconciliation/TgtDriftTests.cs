using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.EndToEnd.Reconciliation;

/// <summary>Drift on a real iSCSI target, with what operators and crashes leave there, by the tool.</summary>
public sealed class TgtDriftTests : IAsyncLifetime
{
    private const string Theirs = "iqn.2026-11.example:theirs";
    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        var settings = _tgt.Settings(0).Append(new("Storage:Operations:ExportTimeoutMs", "5000")).Append(new("Storage:Operations:OrphanGraceMs", "6100"));
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _tgt.DataDirectory, More = settings.ToDictionary() });
        _api = new(_silo.Url);
    }

    public async Task DisposeAsync()
    {
        _api?.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }

    [Fact]
    public async Task Drift_OnARealTarget_MendsOursAndNeverTouchesTheirsNorWhatNobodyKnows()
    {
        var volume = await _api.CreateVolumeAsync();
        (await _api.ConnectAsync(await _api.ReserveAsync(volume), "compute-1")).Expect(HttpStatusCode.OK);
        var target = await TargetAsync();
        var orphan = target.Name[..^volume.Length] + await _api.CreateVolumeAsync();
        var unknown = target.Name[..^volume.Length] + Guid.NewGuid();
        await AdmAsync("--mode", "target", "--op", "new", "--tid", "900", "--targetname", Theirs);
        await AdmAsync("--mode", "target", "--op", "bind", "--tid", "900", "--initiator-address", "ALL");
        await AdmAsync("--mode", "target", "--op", "new", "--tid", "901", "--targetname", orphan);
        await AdmAsync("--mode", "target", "--op", "bind", "--tid", "901", "--initiator-name", ApiClient.Initiator("leftover"));
        await AdmAsync("--mode", "target", "--op", "new", "--tid", "902", "--targetname", unknown);
        await AdmAsync("--mode", "target", "--op", "bind", "--tid", "902", "--initiator-name", ApiClient.Initiator("unknown"));
        await AdmAsync("--mode", "target", "--op", "unbind", "--tid", target.Tid, "--initiator-name", ApiClient.Initiator("compute-1"));

        var looked = await DriftAsync();

        Assert.Equal(["foreign leave", "missing re-create", "orphaned leave", "unknown leave"], Kinds(looked));
        Assert.DoesNotContain(ApiClient.Initiator("compute-1"), await _api.ExportsOfAsync(volume));
        JsonObject done = null!;
        await Eventually.Is("only what is theirs or unknown differs", async () => Kinds(done = await DriftAsync("--mend")).SequenceEqual(["foreign leave", "unknown leave"]), TimeSpan.FromSeconds(60));
        Assert.Equal([ApiClient.Initiator("compute-1")], await _api.ExportsOfAsync(volume));
        var shown = await _tgt.Describe();
        Assert.DoesNotContain(orphan, shown, StringComparison.Ordinal);
        Assert.Contains(Theirs, shown, StringComparison.Ordinal);
        Assert.Contains(unknown, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_OfAnUnknownBackend_SaysSo()
    {
        var answer = await _api.GetAsync("orleans-storage/backends/none/drift");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("Backend none", answer.Text, StringComparison.Ordinal);
    }

    private Task<JsonObject> DriftAsync(params string[] more) => StorageTool.RunAsync(_silo, ["backend", "drift", TgtBackend.Name, .. more]);

    private static IEnumerable<string> Kinds(JsonObject drift) =>
        drift["differences"]!.AsArray().Select(d => $"{d!["kind"]!.GetValue<string>()} {d["action"]!.GetValue<string>()}").Order(StringComparer.Ordinal);

    private async Task<(string Tid, string Name)> TargetAsync()
    {
        var line = (await _tgt.Describe()).Split('\n').First(l => l.StartsWith("Target ", StringComparison.Ordinal));
        return (line.Split(' ')[1].TrimEnd(':'), line.Split(": ")[1].Trim());
    }

    private async Task AdmAsync(params string[] command)
    {
        var answer = await _tgt.Adm(command);
        Assert.True(answer.ExitCode == 0, $"tgtadm {string.Join(' ', command)}: {answer.Output}");
    }
}
