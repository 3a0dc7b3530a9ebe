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
        if (state.Status != VolumeStatus.Available || state.IsConnected()) return Conflict(state, "Invalid volume", "Volume");
        if (latest.Status != SnapshotStatus.Available) return Conflict(state, "Invalid snapshot", "Snapshot");
        var restoring = SnapshotRules.Replace(state, latest, latest.At(SnapshotStatus.Restoring) with { UpdatedAt = context.Now });
        // A host that was let in without an attachment must not see its disk change under it.
        return Decision.To(restoring with { Status = VolumeStatus.Reverting, Exports = [.. state.Exports.Select(ExportRules.Orphan)] });
    }

    /// <summary>What the array's answer makes of the volume and its snapshot. Whatever may have been half done is an error.</summary>
    public static VolumeState Reverted(VolumeState state, Intent intent, OutcomeKind outcome, DecisionContext context)
    {
        var next = outcome is OutcomeKind.Done or OutcomeKind.Busy ? state.Recompute() : state with { Status = VolumeStatus.Error };
        return state.FindSnapshot(intent.SnapshotId!.Value) is { } snapshot
            ? SnapshotRules.Replace(next, snapshot, snapshot.At(SnapshotStatus.Available) with { UpdatedAt = context.Now })
            : next;
    }

    /// <summary>The state when an operator has called the volume or its snapshot otherwise before the array was asked: neither waits for the other any more.</summary>
    public static VolumeState CallOff(VolumeState state)
    {
        var next = state with { Snapshots = [.. state.Snapshots.Select(s => s.Status == SnapshotStatus.Restoring ? s.At(SnapshotStatus.Available) : s)] };
        return next.Status == VolumeStatus.Reverting ? next.Recompute() : next;
    }

    private static Decision Wrong(string message) => Decision.No(StorageError.Refused(ErrorReason.InvalidInput, message));

    private static Decision Conflict(VolumeState state, string prefix, string what) => Decision.No(StorageError.Refused(ErrorReason.Conflict,
        $"{prefix}: Can't revert volume {state.Id} to its latest snapshot. {what}'s status must be 'available'."));
}
