using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Whose callers a command may come from. A snapshot can belong to another project than its volume: it stayed behind when the volume was transferred.</summary>
internal static class VisibilityRules
{
    public static bool Allow(VolumeState state, VolumeCommand command, Caller caller) => command switch
    {
        VolumeCommand.CheckTransferKey or VolumeCommand.AcceptTransfer => true,
        VolumeCommand.DeleteSnapshot c => caller.MaySee(OwnerOf(state, c.Id)),
        VolumeCommand.UpdateSnapshot c => caller.MaySee(OwnerOf(state, c.Id)),
        VolumeCommand.MergeSnapshotMetadata c => caller.MaySee(OwnerOf(state, c.Id)),
        VolumeCommand.ReportSnapshot c => caller.MaySee(OwnerOf(state, c.Id)),
        VolumeCommand.UnmanageSnapshot c => caller.MaySee(OwnerOf(state, c.Id)),
        VolumeCommand.ResetSnapshotStatus c => caller.MaySee(OwnerOf(state, c.Id)),
        _ => caller.MaySee(state.ProjectId),
    };

    private static ProjectId OwnerOf(VolumeState state, SnapshotId id) => state.FindSnapshot(id)?.ProjectId ?? state.ProjectId;
}
