using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Histories.Texts;

/// <summary>No secret is in anything that was shown: timelines, states, errors, logs (S14).</summary>
public sealed class SecretChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "secrets";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Shown is not { } shown) return CheckResult.Inconclusive(Name, "The history has no texts that were shown.");
        var findings = new Findings();
        foreach (var text in shown.Texts.Where(t => shown.Secrets.Any(s => t.Text.Contains(s, StringComparison.Ordinal))))
            findings.Add(Invariant.S14, text.At, $"A secret stands in a text of kind '{text.Where}'.");
        return findings.ResultOf(this);
    }
}
