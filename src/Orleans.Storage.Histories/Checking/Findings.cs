using System.Collections.Immutable;

namespace OrleansStorage.Histories.Checking;

/// <summary>Collects violations while a checker walks a history. Used by one walk.</summary>
internal sealed class Findings
{
    /// <summary>More than these say nothing new.</summary>
    private const int Most = 100;

    private readonly ImmutableArray<Violation>.Builder _found = ImmutableArray.CreateBuilder<Violation>();

    public void Add(Invariant invariant, long at, string message)
    {
        if (_found.Count < Most) _found.Add(new(invariant, at, message));
    }

    public CheckResult ResultOf(IHistoryChecker checker) => CheckResult.Of(checker.Name, [.. _found.OrderBy(v => v.At)]);
}
