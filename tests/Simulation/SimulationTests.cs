using System.Text.Json;
using OrleansStorage.Histories.Checking;
using Xunit.Abstractions;

namespace OrleansStorage.Simulation;

/// <summary>The protocol under everything that can go wrong, from seeds; and that the simulation is what it says it is.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 7200;
    private const int MutantSeeds = 1500;

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

    [Fact]
    public void Shrink_OfAFailure_IsSmallerAndBreaksTheSame()
    {
        var plan = Enumerable.Range(1, 1000).Select(seed => SimPlan.Of((ulong)seed, Mutant.FailedRemovalIsDone)).First(p => Simulation.Run(p).Judge().Any(r => r.Verdict == Verdict.Violated));
        var broken = Failure.Broken(Simulation.Run(plan).Judge());

        var small = Failure.Shrink(plan, broken);

        Assert.True(small.Clients.Length * small.CallsPerClient < plan.Clients.Length * plan.CallsPerClient, $"{small} is not smaller than {plan}");
        Assert.True(Failure.Broken(Simulation.Run(small).Judge()).Overlaps(broken));
    }
}
