using OrleansStorage.Testing;

namespace OrleansStorage.Cluster.Tests;

/// <summary>Every silo shows every backend as it is, wherever the backend's grain is.</summary>
[Collection(ClusterFixture.Name)]
public sealed class MonitoringTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Array_ThatHangs_IsDownOnEverySiloAndToldOnce()
    {
        await ShowsAsync(1);
        var before = LogLines();

        fixture.Cluster.Array.Pause();
        try
        {
            await ShowsAsync(0);
            Assert.Equal(before + 1, LogLines());
        }
        finally
        {
            fixture.Cluster.Array.Continue();
        }
        await ShowsAsync(1);
    }

    private int LogLines() =>
        fixture.Cluster.Silos.Sum(s => s!.Output.Split('\n').Count(l => l.Contains($"@{ClusterFixture.ArrayBackend}#", StringComparison.Ordinal) && l.Contains("does not answer", StringComparison.Ordinal)));

    private async Task ShowsAsync(int up)
    {
        foreach (var silo in fixture.Cluster.Silos)
        {
            await Eventually.Is($"{silo!.Url} shows the array as {(up == 1 ? "up" : "down")}",
                async () => (await Metrics.ReadAsync(silo)).Find("orleansstorage_backend_up", ("backend", $"orleans-storage@{ClusterFixture.ArrayBackend}#pool")) == up, TimeSpan.FromSeconds(60));
        }
    }
}
