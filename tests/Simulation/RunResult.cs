using OrleansStorage.Histories;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Ownership;

namespace OrleansStorage.Simulation;

/// <summary>What a run left behind. Immutable.</summary>
internal sealed record RunResult(SimPlan Plan, History History, IReadOnlyList<(long At, long TimeMs, string What)> Notes, int Calls, long Turns)
{
    /// <summary>Where faults are many, few histories have more orders than can be tried; these are counted as inconclusive.</summary>
    private const long MostMoves = 5_000_000;

    /// <summary>What came after the record was restored; null when it was not.</summary>
    public History? After { get; init; }

    /// <summary>What the checkers say of it, worst first; empty when all say ok.</summary>
    public IReadOnlyList<CheckResult> Judge() =>
        [.. HistoryCheckers.All(MostMoves).Select(c => c.Check(History)).Concat(After is null ? [] : [new OwnerChecker().Check(After)]).Where(r => r.Verdict != Verdict.Ok).OrderBy(r => r.Verdict == Verdict.Inconclusive)];
}
