using System.Diagnostics;
using OrleansStorage.Histories;
using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Simulation;

/// <summary>What a person needs of a run that failed: the smallest one that still fails, its seed and commit, its history and a timeline to read.</summary>
internal static class Failure
{
    /// <summary>Shrinks a plan that fails, and writes what is left; says where.</summary>
    public static void Explain(SimPlan plan, DirectoryInfo folder, TextWriter output)
    {
        var broken = Broken(Simulation.Run(plan).Judge());
        Replay(Shrink(plan, broken), folder, output);
    }

    /// <summary>Runs a plan again; true when nothing is violated.</summary>
    public static bool Replay(SimPlan plan, DirectoryInfo folder, TextWriter output)
    {
        var run = Simulation.Run(plan);
        var results = run.Judge();
        folder.Create();
        var (history, timeline) = (Path.Combine(folder.FullName, $"{plan.Seed}-history.json"), Path.Combine(folder.FullName, $"{plan.Seed}-timeline.html"));
        using (var file = File.Create(history)) HistoryFile.WriteAsync(file, run.History).GetAwaiter().GetResult();
        if (run.After is { } after)
        {
            using var file = File.Create(Path.Combine(folder.FullName, $"{plan.Seed}-after-history.json"));
            HistoryFile.WriteAsync(file, after).GetAwaiter().GetResult();
        }
        File.WriteAllText(timeline, Timeline.Of(run, results));
        output.WriteLine($"{plan}, commit {Commit()}");
        foreach (var violation in results.SelectMany(r => r.Violations).Take(5)) output.WriteLine($"  {violation.Invariant} at event {violation.At}: {violation.Message}");
        output.WriteLine($"  the whole run again: dotnet run --project tests/Simulation -c Release -- --seed {plan.Seed}{(plan.Mutant == Mutant.None ? "" : $" --mutant {plan.Mutant}")}");
        output.WriteLine($"  written: {history}, {timeline}");
        return results.All(r => r.Verdict != Verdict.Violated);
    }

    /// <summary>Takes away clients, calls and kinds of faults, as long as the same invariant is still broken and anything can go.</summary>
    public static SimPlan Shrink(SimPlan plan, IReadOnlySet<Invariant> broken)
    {
        bool Fails(SimPlan smaller) => Broken(Simulation.Run(smaller).Judge()).Overlaps(broken);
        while (true)
        {
            var smaller = WithoutFaults(WithFewerCalls(WithoutClients(plan, Fails), Fails), Fails);
            if (smaller == plan) return plan;
            plan = smaller;
        }
    }

    private static SimPlan WithoutClients(SimPlan plan, Predicate<SimPlan> fails)
    {
        foreach (var client in plan.Clients)
        {
            var smaller = plan with { Clients = plan.Clients.Remove(client) };
            if (plan.Clients.Length > 1 && fails(smaller)) plan = smaller;
        }
        return plan;
    }

    private static SimPlan WithFewerCalls(SimPlan plan, Predicate<SimPlan> fails)
    {
        for (var calls = plan.CallsPerClient / 2; calls > 0; calls /= 2)
        {
            while (plan.CallsPerClient > calls && fails(plan with { CallsPerClient = plan.CallsPerClient - calls })) plan = plan with { CallsPerClient = plan.CallsPerClient - calls };
        }
        return plan;
    }

    private static SimPlan WithoutFaults(SimPlan plan, Predicate<SimPlan> fails)
    {
        foreach (var fault in Enum.GetValues<SimFault>().Where(f => f != SimFault.None && plan.Faults.HasFlag(f)))
        {
            var smaller = plan with { Faults = plan.Faults & ~fault };
            if (fails(smaller)) plan = smaller;
        }
        return plan;
    }

    public static HashSet<Invariant> Broken(IEnumerable<CheckResult> results) => [.. results.SelectMany(r => r.Violations).Select(v => v.Invariant)];

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return git!.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
