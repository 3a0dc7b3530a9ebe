using System.Text.Json;
using OrleansStorage.Histories.Checking;
using Xunit.Abstractions;

namespace OrleansStorage.Simulation;

/// <summary>The protocol under everything that can go wrong, from seeds; and that the simulation is what it says it is.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 7200;
    private const int MutantSeeds = 5000;

    [Fact]
    public void Seeds_OfEveryKindOfFault_HoldEveryInvariantAndComeToRest()
    {
        var result = SeedRuns.Run(1, Seeds, Mutant.None, Environment.ProcessorCount);
        output.WriteLine(result.ToString());
        using var explained = new StringWriter();
        foreach (var plan in result.Violated.Take(2)) Failure.Explain(plan, new("simulation-failures"), explained);

        Assert.True(result.Violated.Count == 0, result + Environment.NewLine + explained);
        Assert.True(result.Calls >= 1_000_000, $"only {result.Calls} calls were simulated");
        Assert.True(result.Inconclusive.Count * 1000 <= result.Seeds, $"{result.Inconclusive.Count} histories could not be judged: {result}");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(42)]
    public void Seed_RunTwice_IsTheSameHistory(ulong seed) =>
        Assert.Equal(JsonSerializer.Serialize(Simulation.Run(SimPlan.Of(seed)).History), JsonSerializer.Serialize(Simulation.Run(SimPlan.Of(seed)).History));

    [Fact]
    public void EveryMutant_IsKilled()
    {
        var lives = Enum.GetValues<Mutant>().Where(m => m != Mutant.None).Select(m => MutantTable.Kill(m, MutantSeeds)).Where(r => r.Seeds is null).Select(r => r.Mutant);

        Assert.Empty(lives);
    }

    // Whether one seed's failure gets smaller is its draws' luck; of several most do, and none ends as another failure.
    [Fact]
    public void Shrink_OfFailures_MakesThemSmallerAndBreaksTheSame()
    {
        var failures = Enumerable.Range(1, 1000).Select(seed => SimPlan.Of((ulong)seed, Mutant.FailedRemovalIsDone))
            .Select(plan => (Plan: plan, Broken: Failure.Broken(Simulation.Run(plan).Judge()))).Where(f => f.Broken.Count > 0).Take(5).ToList();

        var shrunk = failures.Select(f => (Large: f.Plan, Small: Failure.Shrink(f.Plan, f.Broken), f.Broken)).ToList();

        Assert.All(shrunk, s => Assert.True(Failure.Broken(Simulation.Run(s.Small).Judge()).Overlaps(s.Broken), $"{s.Small} breaks something else than {s.Large}"));
        Assert.True(shrunk.Count(s => SizeOf(s.Small) < SizeOf(s.Large)) > shrunk.Count / 2, string.Join(Environment.NewLine, shrunk.Select(s => s.Small)));
    }

    private static int SizeOf(SimPlan plan) => plan.Clients.Length * plan.CallsPerClient;
}
