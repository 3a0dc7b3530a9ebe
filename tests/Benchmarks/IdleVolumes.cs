using System.Globalization;
using OrleansStorage.Testing;
using Spectre.Console;

namespace OrleansStorage.Benchmarks;

/// <summary>What an active volume grain that nobody asks takes of the silo's memory: a silo in this process, its heap before and after so many volumes, garbage collected.</summary>
internal static class IdleVolumes
{
    public static async Task MeasureAsync(int volumes)
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await GrainHost.StartAsync(directory);
        for (var i = 0; i < 200; i++) await silo.CreateVolumeAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, volumes, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await silo.CreateVolumeAsync());
        var grains = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)volumes;
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"an idle active volume grain, its share of the simulated array included: {grains:F0} bytes ({volumes:N0} volumes)");
    }
}
