using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>The first thing that a newcomer runs.</summary>
public sealed class DemoTests
{
    private static readonly TimeSpan DemoTimeout = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Demo_OnAFreshSilo_ShowsTheMainJobAndFindsNoDifference(bool throughSdk)
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new() { DataDirectory = directory.FullPath });
        await using var demo = StorageTool.Start(silo, ["demo", .. throughSdk ? StorageTool.ThroughSdk(silo) : []]);

        var exitCode = await demo.WaitForExitAsync(DemoTimeout);

        Assert.True(exitCode == 0, demo.Output);
        Assert.Contains("Each attached host had exactly one export, and none is left.", demo.Output);
    }
}
