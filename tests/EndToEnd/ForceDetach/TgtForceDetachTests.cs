using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.EndToEnd.ForceDetach;

/// <summary>A host that hangs with its session open, on a real iSCSI target: it is cut, and the answer, the tool and the timeline say so.</summary>
public sealed class TgtForceDetachTests : IAsyncLifetime
{
    private readonly TgtBackend _tgt = TgtBackend.Reserve();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _tgt.DataDirectory, More = _tgt.Settings(0).ToDictionary() });
        _api = new(_silo.Url);
    }

    public async Task DisposeAsync()
    {
        _api?.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        await _tgt.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForceDetach_OfAHostThatHoldsItsSession_CutsItAndProvesIt(bool byTool)
    {
        var volume = await _api.CreateVolumeAsync();
        var attachment = await _api.ReserveAsync(volume);
        var info = (await _api.ConnectAsync(attachment, "compute-1")).Expect(HttpStatusCode.OK).GetProperty("attachment").GetProperty("connection_info");
        await using var held = await HeldSession.Open(new(ApiClient.Initiator("compute-1"), info.GetProperty("target_portal").GetString()!, info.GetProperty("target_iqn").GetString()!,
            info.GetProperty("target_lun").GetInt32(), info.GetProperty("auth_username").GetString()!, info.GetProperty("auth_password").GetString()!));
        Assert.Contains("I_T nexus", await _tgt.Describe(), StringComparison.Ordinal);

        var shows = byTool ? await StorageTool.RunAsync(_silo, "attachment", "force-detach", attachment, "--project", _api.Project) : await ByRestAsync(volume, attachment);

        var host = Assert.Single(shows["hosts"]!.AsArray())!;
        Assert.Equal(("compute-1", false, 0), (host["host"]!.GetValue<string>(), host["exported"]!.GetValue<bool>(), host["sessions"]!.GetValue<int>()));
        Assert.DoesNotContain(ApiClient.Initiator("compute-1"), await _tgt.Describe(), StringComparison.Ordinal);
        var entry = (await _api.GetAsync($"orleans-storage/volumes/{volume}/timeline?limit=1")).Expect(HttpStatusCode.OK).GetProperty("timeline")[0];
        Assert.Equal(("force-detach", attachment), (entry.GetProperty("operation").GetString(), entry.GetProperty("subject").GetString()));
        var array = entry.GetProperty("array");
        Assert.Equal((1, false, 0), (array.GetProperty("sessions_ended").GetInt32(), array.GetProperty("shows").GetProperty("exported").GetBoolean(), array.GetProperty("shows").GetProperty("sessions").GetInt32()));
        await _api.WaitForStatusAsync(volume, "available");
    }

    private async Task<JsonObject> ByRestAsync(string volume, string attachment)
    {
        var answer = await _api.ActAsync(volume, "os-force_detach", new { attachment_id = attachment });
        Assert.Equal((HttpStatusCode.Accepted, ""), (answer.Status, answer.Text));
        return JsonNode.Parse(answer.Headers["X-Orleans-Storage-Array"])!.AsObject();
    }
}
