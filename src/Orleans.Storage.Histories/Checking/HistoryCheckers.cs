using System.Collections.Immutable;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Linearizability;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Records;

namespace OrleansStorage.Histories.Checking;

/// <summary>Every checker there is: the one place that lists them.</summary>
public static class HistoryCheckers
{
    /// <summary>All of them.</summary>
    /// <param name="budget">How long the linearizability search may take before it says inconclusive.</param>
    /// <param name="time">The clock that measures the budget.</param>
    public static ImmutableArray<IHistoryChecker> All(TimeSpan budget, TimeProvider time) =>
        [new LinearizabilityChecker(budget, time), new RecordChecker(), new ArrayChecker(), new FenceChecker(), new LeakChecker()];
}
