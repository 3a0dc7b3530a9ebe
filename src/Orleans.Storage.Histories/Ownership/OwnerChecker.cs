using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Ownership;

/// <summary>
/// Judges who changed the array, and from what record: nobody but its owner (S18); and a record that was restored changes nothing of a volume that it is behind on, forgets nobody whom the array lets in when both are
/// brought together, and never uses an epoch again that the array had seen (S19). Linear in the number of mutations.
/// </summary>
public sealed class OwnerChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "owner";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Mutations is not { } mutations) return CheckResult.Inconclusive(Name, "The history has no mutations.");
        var events = history.RecordEvents ?? [];
        var (findings, last, next) = (new Findings(), new Dictionary<VolumeId, RecordEvent>(), 0);
        foreach (var mutation in mutations)
        {
            for (; next < events.Length && events[next].At < mutation.At; next++) OfEvent(events[next], last, findings);
            OfOwner(mutation, history.Settings.Owner, findings);
            if (mutation is { Volume: { } volume, Operation: not null } && last.TryGetValue(volume, out var became)) OfRecord(mutation, became, findings);
        }
        for (; next < events.Length; next++) OfEvent(events[next], last, findings);
        return findings.ResultOf(this);
    }

    private static void OfOwner(ArrayMutation m, InstallationId? owner, Findings findings)
    {
        if (owner is not null && m.Operation is not null && m.Installation != owner)
            findings.Add(Invariant.S18, m.At, $"{WireName<ArrayVerb>.Of(m.Verb)} for volume {m.Volume} was done for installation {m.Installation}; the array belongs to {owner}.");
    }

    private static void OfRecord(ArrayMutation m, RecordEvent became, Findings findings)
    {
        // The operation that the array saw last is still open on the record that was restored: it is what both agree on.
        if (m.Operation == became.SeenOperation) return;
        var what = $"{WireName<ArrayVerb>.Of(m.Verb)} of epoch {m.Epoch} for volume {m.Volume}";
        if (became.Kind == RecordEventKind.Restored && became.Known < became.Seen)
            findings.Add(Invariant.S19, m.At, $"{what} came from a record that knew of epoch {became.Known}; the array had seen {became.Seen}.");
        else if (m.Epoch is null || m.Epoch <= became.Seen)
            findings.Add(Invariant.S19, m.At, $"{what} came after the array had seen epoch {became.Seen} of it.");
    }

    private static void OfEvent(RecordEvent became, Dictionary<VolumeId, RecordEvent> last, Findings findings)
    {
        last[became.Volume] = became;
        if (became.Kind != RecordEventKind.Recovered) return;
        foreach (var forgotten in became.OnArray.Except(became.Recorded))
            findings.Add(Invariant.S19, became.At, $"Volume {became.Volume} was brought together with its array, which lets {forgotten} in, and the record does not.");
    }
}
