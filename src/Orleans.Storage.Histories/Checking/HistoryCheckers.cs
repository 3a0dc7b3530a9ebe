using System.Collections.Immutable;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Linearizability;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Histories.Records;
using OrleansStorage.Histories.Texts;
using OrleansStorage.Histories.Turns;

namespace OrleansStorage.Histories.Checking;

/// <summary>Every checker there is: the one place that lists them.</summary>
public static class HistoryCheckers
{
    /// <summary>How many steps the linearizability search may go when nothing else is said.</summary>
    public const long DefaultMoves = 50_000_000;

    /// <summary>All of them.</summary>
    /// <param name="mostMoves">How many steps the linearizability search may try before it says inconclusive: some millions take a second.</param>
    public static ImmutableArray<IHistoryChecker> All(long mostMoves = DefaultMoves) =>
        [new LinearizabilityChecker(mostMoves), new RecordChecker(), new ArrayChecker(), new FenceChecker(), new LeakChecker(), new SecretChecker(), new TurnChecker(), new QuotaChecker(), new OwnerChecker()];
}
