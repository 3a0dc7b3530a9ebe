using System.Collections.Concurrent;
using System.Diagnostics;
using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Simulation;

/// <summary>What came of many runs. Immutable.</summary>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Calls">How many calls of clients, all told.</param>
/// <param name="Inconclusive">The plans whose history a checker could not judge in its time, by seed.</param>
/// <param name="Violated">The plans that ended in a violation, by seed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="CpuTime">How much processor time it took.</param>
internal sealed record SeedRuns(int Seeds, long Calls, IReadOnlyList<SimPlan> Inconclusive, IReadOnlyList<SimPlan> Violated, TimeSpan Elapsed, TimeSpan CpuTime)
{
    public static SeedRuns Run(ulong from, int count, Mutant mutant, int threads)
    {
        var (started, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var violated = new ConcurrentBag<SimPlan>();
        var inconclusive = new ConcurrentBag<SimPlan>();
        var calls = 0L;
        Parallel.For(0, count, new() { MaxDegreeOfParallelism = threads }, i =>
        {
            var plan = SimPlan.Of(from + (ulong)i, mutant);
            var run = Simulation.Run(plan);
            var results = run.Judge();
            Interlocked.Add(ref calls, run.Calls);
            if (results.Any(r => r.Verdict == Verdict.Violated)) violated.Add(plan);
            else if (results.Count > 0) inconclusive.Add(plan);
        });
        return new(count, calls, [.. inconclusive.OrderBy(p => p.Seed)], [.. violated.OrderBy(p => p.Seed)], started.Elapsed, Environment.CpuUsage.TotalTime - cpu);
    }

    public override string ToString() =>
        $"{Seeds} seeds, {Calls} simulated calls, {Violated.Count} violated, {Inconclusive.Count} inconclusive, in {Elapsed.TotalSeconds:F0} s ({CpuTime.TotalSeconds:F0} s of processor time, {Calls / Math.Max(1, CpuTime.TotalSeconds):F0} calls/s a core)"
        + ListOf("violated", Violated) + ListOf("inconclusive", Inconclusive);

    private static string ListOf(string what, IReadOnlyList<SimPlan> plans) => plans.Count == 0 ? "" : $"; {what} seeds {string.Join(' ', plans.Take(20).Select(p => p.Seed))}";
}
