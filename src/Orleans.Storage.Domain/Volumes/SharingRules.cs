using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// S5: a volume that is not multi-attach serves one instance; two hosts are let in only while that instance moves. Asked by every way in, and decided by
/// the exports on record: an operator may say anything of the status, and an export stands all the same.
/// </summary>
internal static class SharingRules
{
    /// <summary>Why an owner may not be let in at a host; null when it may.</summary>
    public static StorageError? Refuse(VolumeState state, ExportOwner owner, string host) =>
        First(state, export => export.Owners.Any(other => !IsSameUser(state, owner, host, other, export.Host)));

    /// <summary>
    /// Why an instance may not reserve the volume; null when it may. Claims say nothing of an instance: its host decides when it connects. What the array is removing or letting go is
    /// nobody's to take, whatever an operator has called it meanwhile.
    /// </summary>
    public static StorageError? RefuseReserve(VolumeState state, Guid? instance) => state.Intent is { Kind: IntentKind.DeleteVolume or IntentKind.ReleaseVolume }
        ? StorageError.InvalidVolume($"Volume {state.Id} is being removed from its array, whatever its status says.")
        : First(state, export => state.Attachments.Any(a => export.Owners.Contains(ExportOwner.Attachment(a.Id)) && !IsSame(a.InstanceId, instance)));

    private static StorageError? First(VolumeState state, Func<Export, bool> excludes) =>
        !state.Multiattach && state.Exports.FirstOrDefault(excludes) is { } export ? StorageError.InvalidVolume(
            $"Volume {state.Id} is not multi-attach, and it is exported to host {export.Host} for {string.Join(", ", export.Owners)}, whatever its status says: detach it there first.")
        : null;

    private static bool IsSameUser(VolumeState state, ExportOwner owner, string host, ExportOwner other, string otherHost)
    {
        if (owner == other) return true;
        if (owner.IsClaim || other.IsClaim) return host == otherHost || (owner.IsClaim && other.IsClaim && IsUsedByLegacyAttachment(state));
        return IsSame(InstanceOf(state, owner), InstanceOf(state, other));
    }

    /// <summary>Whether one instance uses the volume by os-attach: only then a second host's claim can be that instance's, which moves there.</summary>
    private static bool IsUsedByLegacyAttachment(VolumeState state) => state.Status == VolumeStatus.InUse
        && state.Attachments is [{ Status: AttachStatus.Attached } attachment] && state.ExportOf(attachment.Id) is null;

    private static Guid? InstanceOf(VolumeState state, ExportOwner owner) =>
        state.Attachments.FirstOrDefault(a => ExportOwner.Attachment(a.Id) == owner)?.InstanceId;

    private static bool IsSame(Guid? instance, Guid? other) => instance is not null && instance == other;
}
