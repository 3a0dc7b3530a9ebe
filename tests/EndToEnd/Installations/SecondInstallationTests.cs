using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Installations;

/// <summary>Two installations and one array: a second data directory, and a first one that was removed. What hosts use stays theirs.</summary>
public sealed class SecondInstallationTests : IAsyncLifetime
{
    private ArraySite _site = null!;

    public async Task InitializeAsync() => _site = await ArraySite.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Start_OnAnArrayOfAnotherInstallation_SaysWhoseItIsAndChangesNothing()
    {
        await using var first = await SiloProcess.StartAsync(_site.Settings("first"));
        using var api = new ApiClient(first.Url);
        var (volume, attachment) = await AttachAsync(api);
        var (owner, changes) = (await OwnerAsync(first), await _site.ChangesAsync());

        var (exitCode, output) = await SiloProcess.RunToEndAsync(_site.Settings("second"));

        var line = Assert.Single(output.Trim().Split('\n'));
        Assert.Equal(1, exitCode);
        Assert.Contains($"belongs to installation {owner}", line, StringComparison.Ordinal);
        Assert.Contains($"orleans-storage backend claim {ArraySite.Backend} --from {owner}", line, StringComparison.Ordinal);
        Assert.Equal(changes, await _site.ChangesAsync());
        (await api.DeleteAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK);
        (await api.DeleteAsync($"volumes/{volume}")).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Start_AfterTheDataWasRemoved_TakesTheArrayOverOnPurposeAndRemovesNothingUnasked()
    {
        string owner, volume;
        await using (var before = await SiloProcess.StartAsync(_site.Settings("first")))
        {
            using var api = new ApiClient(before.Url);
            (volume, _) = await AttachAsync(api);
            owner = await OwnerAsync(before);
            await before.KillAsync();
        }
        _site.Forget("first");
        var refused = await SiloProcess.RunToEndAsync(_site.Settings("first"));
        Assert.Contains(owner, refused.Output, StringComparison.Ordinal);

        await using var anew = await SiloProcess.StartAsync(_site.Settings("first", null, ("Storage:Backends:0:ClaimFrom", owner)));

        var drift = await StorageTool.RunAsync(anew, "backend", "drift", ArraySite.Backend, "--mend");
        Assert.Equal(["unknown leave"], Kinds(drift));
        Assert.NotEqual(owner, drift["standing"]!["owner"]!.GetValue<string>());
        Assert.Equal("in-step", drift["standing"]!["kind"]!.GetValue<string>());
        var removed = await StorageTool.RunAsync(anew, "backend", "drift", ArraySite.Backend, "--remove", volume);
        Assert.Equal("done", Assert.Single(removed["differences"]!.AsArray())!["result"]!.GetValue<string>());
        Assert.Empty(Kinds(await StorageTool.RunAsync(anew, "backend", "drift", ArraySite.Backend)));
        using var next = new ApiClient(anew.Url);
        await AttachAsync(next);
    }

    private static async Task<(string Volume, string Attachment)> AttachAsync(ApiClient api)
    {
        var volume = await api.CreateVolumeAsync();
        var attachment = await api.ReserveAsync(volume);
        (await api.ConnectAsync(attachment, "compute-1")).Expect(HttpStatusCode.OK);
        return (volume, attachment);
    }

    private static async Task<string> OwnerAsync(SiloProcess silo) => (await StorageTool.RunAsync(silo, "backend", "drift", ArraySite.Backend))["standing"]!["owner"]!.GetValue<string>();

    private static IEnumerable<string> Kinds(JsonObject drift) =>
        drift["differences"]!.AsArray().Select(d => $"{d!["kind"]!.GetValue<string>()} {d["action"]!.GetValue<string>()}").Order(StringComparer.Ordinal);
}
