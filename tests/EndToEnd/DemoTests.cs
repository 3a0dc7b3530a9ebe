using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>The first thing that a newcomer runs.</summary>
public sealed class DemoTests
{
    private static readonly TimeSpan DemoTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Mostly it takes 20 s; what an array lost in a bad moment is found by the reconciler's next look, a minute later.</summary>
    private static readonly TimeSpan ChaosTimeout = TimeSpan.FromSeconds(240);

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

    [Fact]
    public async Task Demo_WithChaos_KillsSiloAndArrayAndFindsNoDifference()
    {
        await using var demo = RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), "demo", "--chaos", "--volumes", "20", "--hosts", "4"]);

        var exitCode = await demo.WaitForExitAsync(ChaosTimeout);

        Assert.True(exitCode == 0, demo.Output);
        Assert.Contains("Each attached host had exactly one export, and none is left.", demo.Output);
        string[] killed = ["silo at attach 10 of 20", "array at multi-attach 4 of 8", "silo at live-migrate: connect 10 of 20", "array at live-migrate: release 10 of 20"];
        Assert.All(killed, what => Assert.Contains($"kill -9 the {what}: 1 of 1", demo.Output));
    }
}
