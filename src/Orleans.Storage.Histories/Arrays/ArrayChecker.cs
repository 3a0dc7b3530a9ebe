using System.Collections.Immutable;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Linearizability;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Arrays;

/// <summary>Judges the array's own log, and what hosts were told of it: S2, S3, S9, S12, S15, S17 and the deadline of S10. Linear in the number of mutations.</summary>
public sealed class ArrayChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "array";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Mutations is not { } mutations) return CheckResult.Inconclusive(Name, "The history has no mutations.");
        var findings = new Findings();
        var picture = new ArrayPicture();
        var luns = new LunUse(history.Settings.LunCoolDownMs);
        var paths = new PathTimes();
        var targets = new Dictionary<(VolumeId, string), string?>();
        var numbers = new HashSet<int>();
        foreach (var mutation in mutations)
        {
            OfMutation(mutation, picture, targets, history.Settings, findings);
            luns.Apply(mutation, findings);
            if (mutation.TargetNumber is { } number && !numbers.Add(number)) findings.Add(Invariant.S17, mutation.At, $"The number {number} of {mutation.Target} was given before.");
            if (!mutation.IsOurs) continue;
            picture.Apply(mutation);
            paths.Apply(mutation);
        }
        foreach (var (invoked, ended) in CallPairs.Of(history.Calls)) OfAnswer(invoked, ended, paths, findings);
        return findings.ResultOf(this);
    }

    private static void OfMutation(ArrayMutation m, ArrayPicture picture, Dictionary<(VolumeId, string), string?> targets, HistorySettings settings, Findings findings)
    {
        if (!m.IsOurs && m.Operation is not null) findings.Add(Invariant.S15, m.At, $"An object without our mark ({m.Target ?? m.Initiator}) was touched by {WireName<ArrayVerb>.Of(m.Verb)}.");
        if (m.NotAfterMs is { } notAfterMs && m.TimeMs > notAfterMs + settings.ClockSkewMs)
            findings.Add(Invariant.S10, m.At, $"{WireName<ArrayVerb>.Of(m.Verb)} took effect {m.TimeMs - notAfterMs} ms after its deadline.");
        if (!m.IsOurs || m.Volume is not { } volume) return;
        if (m.Verb == ArrayVerb.DeleteVolume && picture.IsExported(volume)) findings.Add(Invariant.S12, m.At, $"Volume {volume} was removed while it was exported.");
        if (m.Verb is not (ArrayVerb.CreateExport or ArrayVerb.CreateHalfExport) || m.Initiator is not { } initiator) return;
        if (picture.Find(volume, initiator) is { IsWhole: true } there) findings.Add(Invariant.S2, m.At, $"Volume {volume} was exported to {initiator} again; it has been since event {there.Since}.");
        if (targets.TryGetValue((volume, initiator), out var known) && known != m.Target) findings.Add(Invariant.S2, m.At, $"The target of volume {volume} for {initiator} was {known} and is {m.Target}.");
        targets[(volume, initiator)] = m.Target;
    }

    private static void OfAnswer(CallEvent invoked, CallEvent? ended, PathTimes paths, Findings findings)
    {
        if (ended is not { Kind: CallEventKind.Ok, Connection: { } told } || invoked.Initiator is not { } initiator) return;
        if (!paths.WasThere(invoked.Volume, initiator, told, invoked.At, ended.At))
            findings.Add(Invariant.S9, ended.At, $"{invoked.Client} was told of {told.Target} LUN {told.Lun} for {initiator}; the array did not have it between {invoked.At} and {ended.At}.");
    }
}
