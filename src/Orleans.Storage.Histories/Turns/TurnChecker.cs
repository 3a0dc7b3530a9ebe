using OrleansStorage.Backends;
using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Histories.Turns;

/// <summary>
/// An attach waits no longer than its share (L4): lanes take turns, so while it waits, detaches get at most one slot more than attaches do; and a breaker that opened has closed, or lets calls in, once all is
/// well (L5). Attaches that waited for their own volume are not judged. Linear in turns for each that waited.
/// </summary>
public sealed class TurnChecker : IHistoryChecker
{
    /// <summary>As times are rounded, turns at the ends of a wait may belong to either side.</summary>
    private const double RoundingMs = 1;

    /// <inheritdoc/>
    public string Name => "turns";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Turns is not { } turns) return CheckResult.Inconclusive(Name, "The history has no turns.");
        if (history.Quiesce is not { } quiesce) return CheckResult.Inconclusive(Name, "The history has no quiesce snapshot.");
        var findings = new Findings();
        foreach (var queue in turns.GroupBy(t => t.Queue).Select(q => q.ToList()))
        {
            foreach (var attach in queue.Where(t => t.Lane == AdmissionLane.Attach)) OfAttach(attach, queue, findings);
        }
        foreach (var backend in quiesce.OpenBreakers) findings.Add(Invariant.L5, quiesce.At, $"The breaker of {backend} is still open.");
        return findings.ResultOf(this);
    }

    private static void OfAttach(ArrayTurn attach, List<ArrayTurn> queue, Findings findings)
    {
        var (attaches, detaches) = (0, 0);
        foreach (var other in queue)
        {
            if (ReferenceEquals(other, attach) || other.GrantedMs > attach.GrantedMs + RoundingMs) continue;
            if (other.Volume == attach.Volume && other.EndedMs >= attach.AskedMs) return;
            if (other.Lane == AdmissionLane.Attach && other.GrantedMs >= attach.AskedMs - RoundingMs) attaches++;
            if (other.Lane == AdmissionLane.Detach && other.GrantedMs > attach.AskedMs + RoundingMs && other.GrantedMs < attach.GrantedMs - RoundingMs) detaches++;
        }
        if (detaches > attaches + 1)
            findings.Add(Invariant.L4, attach.At, $"An attach of volume {attach.Volume} waited {attach.GrantedMs - attach.AskedMs:F0} ms, while {detaches} detaches and {attaches} attaches got a slot.");
    }
}
