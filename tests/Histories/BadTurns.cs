using OrleansStorage.Backends;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;

namespace OrleansStorage.Histories.Tests;

/// <summary>Turns that are not fair, a breaker that stays open, and secrets that are told.</summary>
internal static class BadTurns
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["an attach waits for a storm of detaches"] = new("turns", Invariant.L4, Detaches(new HistoryBuilder(), 3, 20).Turn(AdmissionLane.Attach, 9, askedMs: 0, grantedMs: 200).Quiesce()),
        ["attaches and detaches do not take turns"] = new("turns", Invariant.L4,
            Detaches(new HistoryBuilder(), 3, 20).Turn(AdmissionLane.Attach, 8, askedMs: 0, grantedMs: 100).Turn(AdmissionLane.Attach, 9, askedMs: 0, grantedMs: 200).Quiesce()),
        ["a breaker stays open"] = new("turns", Invariant.L5, new HistoryBuilder().QuiesceWithOpenBreaker()),
        ["a timeline tells a secret"] = new("secrets", Invariant.S14, new HistoryBuilder().Show("timeline", """{"command":"connect","chap":"s3cret"}""")),
        ["an error tells a secret"] = new("secrets", Invariant.S14, new HistoryBuilder().Show("error", "tgtadm refused user u password s3cret")),
    };

    public static HistoryBuilder Detaches(HistoryBuilder history, int count, int everyMs)
    {
        for (var i = 1; i <= count; i++) history.Turn(AdmissionLane.Detach, i, askedMs: 0, grantedMs: i * everyMs);
        return history;
    }
}
