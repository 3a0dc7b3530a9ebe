using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>The tool's attach life on a real silo: the same commands, through the REST API and through the SDK.</summary>
public sealed class AttachmentCommandTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SiloProcess _silo = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath });
        _api = new ApiClient(_silo.Url);
    }

    public async Task DisposeAsync()
    {
        _api?.Dispose();
        if (_silo is not null) await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Life_OfAnAttachment_ExportsToItsHostAndToNobodyAtTheEnd(bool throughSdk)
    {
        string[] way = ["--project", _api.Project, .. throughSdk ? StorageTool.ThroughSdk(_silo) : []];
        var volume = await _api.CreateVolumeAsync();
        var instance = Guid.NewGuid().ToString();

        var made = await StorageTool.RunAsync(_silo, ["attachment", "create", volume, "--instance", instance, "--mode", "rw", .. way]);
        var source = made["id"]!.GetValue<string>();
        Assert.Equal(("reserved", "rw", instance), (made["status"]!.GetValue<string>(), made["attach_mode"]!.GetValue<string>(), made["instance"]!.GetValue<string>()));
        Assert.Empty(await _api.ExportsOfAsync(volume));

        var connected = await StorageTool.RunAsync(_silo, ["attachment", "connect", source, .. Host("compute-1"), .. way]);
        Assert.Equal("iscsi", connected["connection_info"]!["driver_volume_type"]!.GetValue<string>());
        Assert.Equal([ApiClient.Initiator("compute-1")], await _api.ExportsOfAsync(volume));

        await StorageTool.RunAsync(_silo, ["attachment", "complete", source, .. way]);
        await _api.WaitForStatusAsync(volume, "in-use");

        var moved = await StorageTool.RunAsync(_silo, ["attachment", "migrate", source, .. Host("compute-2"), .. way]);
        var destination = moved["id"]!.GetValue<string>();
        Assert.Equal(("attached", instance), (moved["status"]!.GetValue<string>(), moved["instance"]!.GetValue<string>()));
        Assert.Equal([ApiClient.Initiator("compute-2")], await _api.ExportsOfAsync(volume));
        (await _api.GetAsync($"attachments/{source}")).Expect(HttpStatusCode.NotFound);

        await StorageTool.RunAsync(_silo, ["attachment", "delete", destination, .. way]);
        Assert.Empty(await _api.ExportsOfAsync(volume));
        await _api.WaitForStatusAsync(volume, "available");
    }

    [Fact]
    public async Task Delete_AnUnknownAttachmentThroughTheSdk_SaysSoAndFails()
    {
        var id = Guid.NewGuid().ToString();
        await using var tool = StorageTool.Start(_silo, ["attachment", "delete", id, .. StorageTool.ThroughSdk(_silo)]);

        Assert.Equal(1, await tool.WaitForExitAsync(TimeSpan.FromSeconds(60)));

        Assert.Contains(id, tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Output, StringComparison.Ordinal);
    }

    private static string[] Host(string name) => ["--host", name, "--initiator", ApiClient.Initiator(name)];
}
