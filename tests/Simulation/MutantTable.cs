using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Simulation;

/// <summary>Runs each mutant until a checker kills it: the evidence that the checkers see what they are for.</summary>
internal static class MutantTable
{
    /// <summary>One mutant's end: after how many seeds, by which checkers and invariants; null when it lived.</summary>
    public sealed record Row(Mutant Mutant, int? Seeds, IReadOnlyList<string> Killers);

    /// <summary>Prints the table; true when all are killed.</summary>
    public static bool Print(TextWriter output, int mostSeeds)
    {
        var rows = Enum.GetValues<Mutant>().Where(m => m != Mutant.None).Select(m => Kill(m, mostSeeds)).ToList();
        output.WriteLine("| mutant | killed by | after seeds |\n|---|---|---|");
        foreach (var row in rows) output.WriteLine($"| {row.Mutant} | {(row.Seeds is null ? "nobody" : string.Join(", ", row.Killers))} | {row.Seeds?.ToString() ?? "lives after " + mostSeeds} |");
        return rows.TrueForAll(r => r.Seeds is not null);
    }

    public static Row Kill(Mutant mutant, int mostSeeds)
    {
        for (var seed = 1; seed <= mostSeeds; seed++)
        {
            var results = Simulation.Run(SimPlan.Of((ulong)seed, mutant)).Judge().Where(r => r.Verdict == Verdict.Violated).ToList();
            if (results.Count > 0) return new(mutant, seed, [.. results.Select(r => $"{r.Checker} ({string.Join(' ', r.Violations.Select(v => v.Invariant).Distinct().Order())})")]);
        }
        return new(mutant, null, []);
    }
}
