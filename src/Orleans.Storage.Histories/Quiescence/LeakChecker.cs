using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Linearizability;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Quiescence;

/// <summary>Compares three ways what stood at quiesce: the record, the array and the attachments; and that nothing is still open (L1–L3). An initiator that several hosts share is one export on the array.</summary>
public sealed class LeakChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "leaks";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Quiesce is not { } quiesce) return CheckResult.Inconclusive(Name, "The history has no quiesce snapshot.");
        var findings = new Findings();
        foreach (var volume in quiesce.OpenIntents) findings.Add(Invariant.L1, quiesce.At, $"An operation of volume {volume} is still open.");
        foreach (var (invoked, ended) in CallPairs.Of(history.Calls))
        {
            if (ended is null) findings.Add(Invariant.L3, invoked.At, $"{WireName<CallAction>.Of(invoked.Action)} of {invoked.Client} never ended.");
        }
        RecordAndArray(quiesce, findings);
        RecordAndAttachments(quiesce, findings);
        return findings.ResultOf(this);
    }

    private static void RecordAndArray(QuiesceSnapshot quiesce, Findings findings)
    {
        var onArray = new Dictionary<(VolumeId?, string?), QuiescedExport>();
        foreach (var export in quiesce.OnArray.Where(e => e.IsOurs))
        {
            if (!onArray.TryAdd((export.Volume, export.Initiator), export)) findings.Add(Invariant.L2, quiesce.At, $"The array exports volume {export.Volume} to {export.Initiator ?? "nobody"} twice.");
        }
        var recorded = new HashSet<(VolumeId?, string?)>();
        foreach (var export in quiesce.Recorded)
        {
            recorded.Add((export.Volume, export.Initiator));
            if (export.Phase != ExportPhase.Exported) findings.Add(Invariant.L1, quiesce.At, $"The export of volume {export.Volume} to {export.Host} is still {export.Phase?.ToString() ?? "of no phase"}.");
            else if (!onArray.TryGetValue((export.Volume, export.Initiator), out var there)) findings.Add(Invariant.L2, quiesce.At, $"Missing: volume {export.Volume} is on record as exported to {export.Host}, and the array does not show it.");
            else if ((there.Target, there.Lun) != (export.Target, export.Lun))
                findings.Add(Invariant.L2, quiesce.At, $"The export of volume {export.Volume} to {export.Host} is on record at {export.Target} LUN {export.Lun}, and on the array at {there.Target} LUN {there.Lun}.");
        }
        foreach (var leaked in onArray.Where(e => !recorded.Contains(e.Key)))
            findings.Add(Invariant.L2, quiesce.At, $"Leaked: the array exports volume {leaked.Value.Volume?.ToString() ?? "of no name"} to {leaked.Value.Initiator ?? "nobody"}, and nothing is on record.");
    }

    private static void RecordAndAttachments(QuiesceSnapshot quiesce, Findings findings)
    {
        var needed = new HashSet<(VolumeId?, string?)>();
        var recorded = quiesce.Recorded.Select(e => (e.Volume, e.Host)).ToHashSet();
        foreach (var attachment in quiesce.Attachments)
        {
            if (attachment.Status == AttachStatus.Detaching) findings.Add(Invariant.L1, quiesce.At, $"Attachment {attachment.Id} is still detaching.");
            if (attachment.Host is not { } host) continue;
            needed.Add((attachment.Volume, host));
            if (!recorded.Contains((attachment.Volume, host))) findings.Add(Invariant.L2, quiesce.At, $"{attachment.Id?.ToString() ?? "A claim"} of volume {attachment.Volume} connects {host}, and no export is on record.");
        }
        foreach (var export in quiesce.Recorded.Where(e => !needed.Contains((e.Volume, e.Host))))
            findings.Add(Invariant.L2, quiesce.At, $"The export of volume {export.Volume} to {export.Host} is on record, and nobody needs it.");
    }
}
