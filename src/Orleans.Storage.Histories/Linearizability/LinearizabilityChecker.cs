using System.Collections.Immutable;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// Whether the answers of each volume can be put in one order that a single volume serving one call after another would give, and that ends as the quiesce snapshot shows. Volumes are judged one by one (Herlihy and
/// Wing's locality). A volume whose creation is not in the history is taken as there and multi-attach.
/// </summary>
/// <param name="mostMoves">How much the search may try and compare over all volumes; then the verdict is inconclusive. Counted and not timed, so that the verdict is the same on every machine.</param>
public sealed class LinearizabilityChecker(long mostMoves) : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "linearizability";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        var left = mostMoves;
        var violations = ImmutableArray.CreateBuilder<Violation>();
        string? inconclusive = null;
        foreach (var (volume, steps) in StepsOf(history))
        {
            var search = new LinearizationSearch(steps, InitialOf(steps, history, volume));
            var found = search.Run(left);
            left -= search.Moves;
            if (found is null) inconclusive ??= $"The budget of {mostMoves} steps was over at volume {volume}.";
            else if (found == false) violations.Add(Explain(volume, search));
        }
        if (violations.Count > 0) return CheckResult.Of(Name, violations.DrainToImmutable());
        return inconclusive is null ? CheckResult.Of(Name, []) : CheckResult.Inconclusive(Name, inconclusive);
    }

    private static Dictionary<VolumeId, List<Step>> StepsOf(History history)
    {
        var byVolume = new Dictionary<VolumeId, List<Step>>();
        foreach (var (invoked, ended) in CallPairs.Of(history.Calls))
        {
            if (!byVolume.TryGetValue(invoked.Volume, out var steps)) byVolume[invoked.Volume] = steps = [];
            VolumeSteps.Add(steps, invoked, ended);
        }
        if (history.Quiesce is not { } quiesce) return byVolume;
        foreach (var (volume, steps) in byVolume) steps.Add(LastLook(quiesce, volume));
        return byVolume;
    }

    /// <summary>The snapshot, as a read that comes after everything.</summary>
    private static Step LastLook(QuiesceSnapshot quiesce, VolumeId volume)
    {
        var read = new CallEvent
        {
            At = quiesce.At, Client = "quiesce", Operation = default, Kind = CallEventKind.Ok, Volume = volume, Action = CallAction.ReadVolume,
            Attachments = [.. quiesce.Attachments.Where(a => a.Volume == volume && a.Id is not null).Select(a => new ShownAttachment(a.Id!.Value, a.Status, a.Host))],
        };
        return new(StepKind.Read, read, quiesce.At - 1, quiesce.At);
    }

    private static ModelVolume InitialOf(List<Step> steps, History history, VolumeId volume)
    {
        if (steps.Exists(s => s.Kind == StepKind.CreateVolume)) return ModelVolume.Absent;
        return ModelVolume.New(history.Commits?.FirstOrDefault(c => c.Volume == volume)?.Multiattach ?? true);
    }

    private static Violation Explain(VolumeId volume, LinearizationSearch search)
    {
        var (before, step) = search.Stuck!.Value;
        var answer = VolumeModel.Apply(before, step);
        var why = answer.Why ?? "it can come next, but no order of the rest follows it";
        return new(answer.Next is null ? answer.Broken : Invariant.Linearizable, step.Call.At,
            $"{WireName<CallAction>.Of(step.Call.Action)}{Subject(step.Call)} of {step.Call.Client} on volume {volume} cannot have ended {WireName<CallEventKind>.Of(step.Call.Kind)}: {why}.");
    }

    private static string Subject(CallEvent call) => (call.Attachment is { } id ? " " + id : "") + (call.Host is { } host ? " for " + host : "");
}
