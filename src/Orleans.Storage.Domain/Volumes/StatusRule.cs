using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>A volume's status as its attachments make it: the most attached one decides (attached, attaching, detaching, reserved), as Cinder computes it when an attachment goes.</summary>
public static class StatusRule
{
    /// <summary>The state with status and attach status computed from its attachments; while an image is made of it, a volume that nobody holds still says so.</summary>
    public static VolumeState Recompute(this VolumeState state)
    {
        var (status, attachStatus) = Of(state);
        var keeps = state.Status == VolumeStatus.Uploading && attachStatus == AttachStatus.Detached;
        return state with { Status = keeps ? state.Status : status, AttachStatus = attachStatus };
    }

    private static (VolumeStatus Status, AttachStatus AttachStatus) Of(VolumeState state)
    {
        if (Any(state, AttachStatus.Attached)) return (VolumeStatus.InUse, AttachStatus.Attached);
        if (Any(state, AttachStatus.Attaching)) return (VolumeStatus.Attaching, AttachStatus.Attaching);
        if (Any(state, AttachStatus.Detaching)) return (VolumeStatus.Detaching, AttachStatus.Detaching);
        if (Any(state, AttachStatus.Reserved)) return (VolumeStatus.Reserved, AttachStatus.Reserved);
        return (VolumeStatus.Available, AttachStatus.Detached);
    }

    private static bool Any(VolumeState state, AttachStatus status) => state.Attachments.Any(a => a.Status == status);
}
