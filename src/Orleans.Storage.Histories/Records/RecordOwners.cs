using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Records;

/// <summary>Look-ups within one commit: who owns what.</summary>
internal static class RecordOwners
{
    /// <summary>The command that may only read when its host is exported.</summary>
    public const string ReadingCommand = "initialize-connection";

    private const string AttachmentPrefix = "attachment:";

    /// <summary>The attachment that an owner is; null for a claim.</summary>
    public static AttachmentId? AttachmentOf(string owner) =>
        owner.StartsWith(AttachmentPrefix, StringComparison.Ordinal) && Guid.TryParse(owner.AsSpan(AttachmentPrefix.Length), out var id) ? new(id) : null;

    public static CommittedAttachment? FindLive(Commit commit, AttachmentId id)
    {
        foreach (var attachment in commit.Attachments)
        {
            if (attachment.Id == id) return attachment.Status == AttachStatus.Detaching ? null : attachment;
        }
        return null;
    }

    public static CommittedExport? ExportTo(Commit commit, string host)
    {
        foreach (var export in commit.Exports)
        {
            if (export.Host == host) return export;
        }
        return null;
    }

    /// <summary>The export that an attachment owns, one that stands before any other.</summary>
    public static CommittedExport? ExportOf(Commit commit, AttachmentId id)
    {
        CommittedExport? found = null;
        foreach (var export in ExportsOf(commit, id))
        {
            if (found is null || export.Phase == ExportPhase.Exported) found = export;
        }
        return found;
    }

    public static IEnumerable<CommittedExport> ExportsOf(Commit commit, AttachmentId id)
    {
        foreach (var export in commit.Exports)
        {
            foreach (var owner in export.Owners)
            {
                if (AttachmentOf(owner) == id) yield return export;
            }
        }
    }

    public static bool AreSame(CommittedExport one, CommittedExport other) =>
        (one.Host, one.Initiator, one.Phase, one.Target, one.Lun) == (other.Host, other.Initiator, other.Phase, other.Target, other.Lun) && one.Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());
}
