using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Taking a volume back to its latest snapshot: the wire contract's §8 and §27.</summary>
internal static class RevertRules
{
    public static Decision Revert(VolumeState state, VolumeCommand.Revert command, DecisionContext context)
    {
        if (state.Snapshots.IsEmpty) return Wrong($"Volume {state.Id} doesn't have any snapshots.");
        var latest = state.Snapshots[^1];
        if (latest.Id != command.Snapshot) return Wrong($"Specified snapshot {command.Snapshot} is None or not the latest one of volume {state.Id}.");
        if (latest.SizeGiB != state.SizeGiB)
            return Wrong($"Can't revert volume {state.Id} to its latest snapshot {latest.Id}. The volume size must be equal to the snapshot size.");
        if (state.Status != VolumeStatus.Available) return Conflict(state, "Invalid volume", "Volume");
        if (latest.Status != SnapshotStatus.Available) return Conflict(state, "Invalid snapshot", "Snapshot");
        var restoring = SnapshotRules.Replace(state, latest, latest with { Status = SnapshotStatus.Restoring, UpdatedAt = context.Now });
        // A host that was let in without an attachment must not see its disk change under it.
        return Decision.To(restoring with { Status = VolumeStatus.Reverting, Exports = [.. state.Exports.Select(ExportRules.Orphan)] });
    }

    /// <summary>What the array's answer makes of the volume and its snapshot. Whatever may have been half done is an error.</summary>
    public static VolumeState Reverted(VolumeState state, Intent intent, OutcomeKind outcome, DecisionContext context)
    {
        var next = state with { Status = outcome is OutcomeKind.Done or OutcomeKind.Busy ? VolumeStatus.Available : VolumeStatus.Error };
        return state.FindSnapshot(intent.SnapshotId!.Value) is { } snapshot
            ? SnapshotRules.Replace(next, snapshot, snapshot with { Status = SnapshotStatus.Available, UpdatedAt = context.Now })
            : next;
    }

    private static Decision Wrong(string message) => Decision.No(StorageError.Refused(ErrorReason.InvalidInput, message));

    private static Decision Conflict(VolumeState state, string prefix, string what) => Decision.No(StorageError.Refused(ErrorReason.Conflict,
        $"{prefix}: Can't revert volume {state.Id} to its latest snapshot. {what}'s status must be 'available'."));
}
