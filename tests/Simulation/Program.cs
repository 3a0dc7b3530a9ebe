using System.CommandLine;

namespace OrleansStorage.Simulation;

/// <summary>The simulator as a program: many seeds, one seed again, or the table of mutants.</summary>
public static class Program
{
    /// <summary>Runs what the arguments say.</summary>
    /// <returns>0 when nothing was violated and every mutant was killed; 1 otherwise.</returns>
    public static int Main(string[] args)
    {
        var seeds = new Option<int>("--seeds") { Description = "How many seeds to run", DefaultValueFactory = _ => 1000 };
        var from = new Option<ulong>("--from") { Description = "The first seed", DefaultValueFactory = _ => 1UL };
        var seed = new Option<ulong?>("--seed") { Description = "Replay one seed and write its history.json and timeline.html" };
        var mutant = new Option<Mutant>("--mutant") { Description = "Run with a deliberate fault of the protocol" };
        var mutants = new Option<bool>("--mutants") { Description = "Run every mutant until it is killed, and print the table" };
        var output = new Option<DirectoryInfo>("--output") { Description = "Where failures are written", DefaultValueFactory = _ => new("simulation-failures") };
        var root = new RootCommand("Simulates Orleans.Storage's protocol from seeds") { seeds, from, seed, mutant, mutants, output };
        root.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(output);
            if (parsed.GetValue(mutants)) return MutantTable.Print(Console.Out, parsed.GetValue(seeds)) ? 0 : 1;
            if (parsed.GetValue(seed) is { } one) return Failure.Replay(SimPlan.Of(one, parsed.GetValue(mutant)), folder, Console.Out) ? 0 : 1;
            var result = SeedRuns.Run(parsed.GetValue(from), parsed.GetValue(seeds), parsed.GetValue(mutant), Environment.ProcessorCount);
            Console.WriteLine(result);
            foreach (var plan in result.Violated.Take(3)) Failure.Explain(plan, folder, Console.Out);
            return result.Violated.Count == 0 ? 0 : 1;
        });
        return root.Parse(args).Invoke();
    }
}
