using System.Collections.Immutable;

namespace OrleansStorage.Histories.Checking;

/// <summary>What one checker says. Immutable.</summary>
/// <param name="Checker">Which.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Violations">Every violation found, first first; not empty exactly when violated.</param>
/// <param name="Reason">For inconclusive: why.</param>
public sealed record CheckResult(string Checker, Verdict Verdict, ImmutableArray<Violation> Violations, string? Reason = null)
{
    /// <summary>Ok when there are no violations, else violated.</summary>
    public static CheckResult Of(string checker, ImmutableArray<Violation> violations) => new(checker, violations.IsEmpty ? Verdict.Ok : Verdict.Violated, violations);

    /// <summary>Cannot tell.</summary>
    public static CheckResult Inconclusive(string checker, string reason) => new(checker, Verdict.Inconclusive, [], reason);
}
