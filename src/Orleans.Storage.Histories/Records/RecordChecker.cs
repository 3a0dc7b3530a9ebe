using OrleansStorage.Histories.Checking;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Records;

/// <summary>Judges the record by itself, write by write: what each state says, and what each step changes (S1, S2, S4–S8, S10–S12). Linear in the number of commits.</summary>
public sealed class RecordChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "record";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Commits is not { } commits) return CheckResult.Inconclusive(Name, "The history has no commits.");
        var findings = new Findings();
        var last = new Dictionary<VolumeId, Commit>();
        foreach (var commit in commits)
        {
            OfState(commit, findings);
            if (last.TryGetValue(commit.Volume, out var before)) OfStep(before, commit, findings);
            last[commit.Volume] = commit;
        }
        return findings.ResultOf(this);
    }

    private static void OfState(Commit commit, Findings findings)
    {
        for (var i = 0; i < commit.Exports.Length; i++)
        {
            var export = commit.Exports[i];
            for (var j = 0; j < i; j++)
            {
                if (commit.Exports[j].Host == export.Host) findings.Add(Invariant.S2, commit.At, $"Host {export.Host} has two exports of volume {commit.Volume} on record.");
            }
            OfExport(commit, export, findings);
        }
        if (commit.Gone && (commit.Exports.Length > 0 || commit.Attachments.Length > 0 || commit.Intent is not null))
            findings.Add(Invariant.S12, commit.At, $"Volume {commit.Volume} is gone with {commit.Exports.Length} exports and {commit.Attachments.Length} attachments on record.");
        if (commit.Intent is { } intent && intent.Epoch != commit.Epoch) findings.Add(Invariant.S10, commit.At, $"The open intent has epoch {intent.Epoch}; the volume is at {commit.Epoch}.");
        if (!commit.Multiattach) OneInstance(commit, findings);
    }

    private static void OfExport(Commit commit, CommittedExport export, Findings findings)
    {
        if (export.Phase == ExportPhase.Exported && export.Owners.IsEmpty) findings.Add(Invariant.S1, commit.At, $"The export to {export.Host} has no owner and nobody removes it.");
        if (export.Phase == ExportPhase.Removing && !export.Owners.IsEmpty) findings.Add(Invariant.S6, commit.At, $"The export to {export.Host} is being removed and has owners: {string.Join(", ", export.Owners)}.");
        if (export.Phase == ExportPhase.Creating && !(commit.Intent is { Kind: IntentKind.CreateExport } intent && intent.Host == export.Host))
            findings.Add(Invariant.S1, commit.At, $"The export to {export.Host} is half made and no intent is open for it.");
        foreach (var owner in export.Owners)
        {
            if (RecordOwners.AttachmentOf(owner) is { } id && RecordOwners.FindLive(commit, id) is null)
                findings.Add(Invariant.S6, commit.At, $"{owner} owns the export to {export.Host} and is no attachment of the volume any more.");
        }
    }

    private static void OneInstance(Commit commit, Findings findings)
    {
        CommittedAttachment? first = null;
        foreach (var attachment in commit.Attachments)
        {
            if (RecordOwners.ExportOf(commit, attachment.Id) is not { Phase: ExportPhase.Exported }) continue;
            first ??= attachment;
            if (first != attachment && (first.Instance is null || first.Instance != attachment.Instance)) findings.Add(Invariant.S5, commit.At, $"Instances {first.Instance} and {attachment.Instance} are connected to volume {commit.Volume}, which is not multi-attach.");
        }
    }

    private static void OfStep(Commit before, Commit after, Findings findings)
    {
        if (after.Epoch < before.Epoch) findings.Add(Invariant.S10, after.At, $"The epoch of volume {after.Volume} fell from {before.Epoch} to {after.Epoch}.");
        if (before.Intent is { } old && after.Intent is { } next && old != next && next.Epoch <= old.Epoch)
            findings.Add(Invariant.S10, after.At, $"The intent of epoch {old.Epoch} was replaced under epoch {next.Epoch}.");
        foreach (var export in before.Exports) OfExportStep(before, export, after, findings);
        foreach (var attachment in before.Attachments) OfAttachmentStep(before, attachment, after, findings);
        if (!after.Multiattach) OfNewOwners(before, after, findings);
        if (after is { Command: RecordOwners.ReadingCommand, Intent: { } opened } && before.Intent != opened && before.Exports.Any(e => e.Host == opened.Host && e.Phase == ExportPhase.Exported))
            findings.Add(Invariant.S8, after.At, $"Reading the connection of {opened.Host}, which was exported, was written down.");
    }

    /// <summary>A claim names no instance. Beside another host it comes, or another comes beside it, only while one instance uses the volume by os-attach, and moves.</summary>
    private static void OfNewOwners(Commit before, Commit after, Findings findings)
    {
        foreach (var export in after.Exports)
        {
            foreach (var owner in export.Owners.Where(o => RecordOwners.ExportTo(before, export.Host)?.Owners.Contains(o) != true))
            {
                var beside = after.Exports.Where(e => e.Host != export.Host).SelectMany(e => e.Owners).FirstOrDefault(o => IsStranger(after, owner, o));
                if (beside is not null) findings.Add(Invariant.S5, after.At, $"{owner} was let in beside {beside} to volume {after.Volume}, which is not multi-attach.");
            }
        }
    }

    private static bool IsStranger(Commit commit, string owner, string other)
    {
        var claims = (RecordOwners.AttachmentOf(owner) is null ? 1 : 0) + (RecordOwners.AttachmentOf(other) is null ? 1 : 0);
        var moves = commit.Attachments.Any(a => a.Status == AttachStatus.Attached && RecordOwners.ExportOf(commit, a.Id) is null);
        return claims == 1 || (claims == 2 && !moves);
    }

    private static void OfExportStep(Commit before, CommittedExport export, Commit after, Findings findings)
    {
        var now = RecordOwners.ExportTo(after, export.Host);
        if (now is null && export.Phase == ExportPhase.Exported) findings.Add(Invariant.S1, after.At, $"The export to {export.Host} left the record without being removed.");
        if (now is not null && export.Target is not null && now.Target is not null && export.Phase == ExportPhase.Exported && (now.Target, now.Lun) != (export.Target, export.Lun))
            findings.Add(Invariant.S2, after.At, $"The export to {export.Host} moved from {export.Target} LUN {export.Lun} to {now.Target} LUN {now.Lun}.");
        var failed = before.Intent is { Kind: IntentKind.CreateExport } intent && (after.Intent?.Operation != intent.Operation || after.Intent.Kind != IntentKind.CreateExport)
            && RecordOwners.ExportTo(after, intent.Host!) is not { Phase: ExportPhase.Exported };
        if (failed && before.Intent!.Host != export.Host && !(now is not null && RecordOwners.AreSame(export, now)))
            findings.Add(Invariant.S11, after.At, $"The export to {before.Intent.Host} failed, and that to {export.Host} changed.");
    }

    private static void OfAttachmentStep(Commit before, CommittedAttachment attachment, Commit after, Findings findings)
    {
        if (attachment.Status == AttachStatus.Detaching || RecordOwners.FindLive(after, attachment.Id) is not { } now) return;
        if (RecordOwners.ExportOf(before, attachment.Id) is not { Phase: ExportPhase.Exported } held) return;
        var holds = RecordOwners.ExportsOf(after, attachment.Id).ToList();
        if (holds.Count == 0) findings.Add(Invariant.S4, after.At, $"Attachment {attachment.Id} was connected to {held.Host} and lost its export.");
        else if (!holds.Exists(e => e.Phase == ExportPhase.Exported)) findings.Add(Invariant.S7, after.At, $"Attachment {attachment.Id} moved from {held.Host} to {now.Host ?? holds[0].Host}, which is not exported yet.");
    }
}
