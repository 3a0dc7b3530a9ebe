using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Snapshots: the wire contract's §14. They live with their volume, so making one and removing the volume cannot race.</summary>
internal static class SnapshotRules
{
    /// <summary>What a snapshot must be to be removed or let go, in Cinder's words.</summary>
    public static StorageError NotRemovable { get; } =
        StorageError.Refused(ErrorReason.InvalidSnapshot, "Invalid snapshot: Snapshot status must be available or error and must not be part of a group.");

    public static Decision Create(VolumeState state, VolumeCommand.CreateSnapshot command, DecisionContext context)
    {
        var request = command.Request;
        if (state.FindSnapshot(request.Id) is not null) return Decision.Nothing;
        if (Departures.Refuse(state, "Snapshot", request.Id.Value) is { } departed) return Decision.No(departed);
        var allowed = state.Status == VolumeStatus.Available || (request.AllowInUse && state.Status == VolumeStatus.InUse);
        if (state.IsMigrating()) return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} is migrating, so no snapshot can be made of it."));
        if (!allowed || state.Backend is null)
            return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} status must be available, but current status is: {state.Status.Wire()}."));
        if (request.PromisedGiB < state.SizeGiB) return Decision.No(new(ErrorKind.Busy, ErrorReason.Busy, $"Volume {state.Id} has grown meanwhile; ask again.", TimeSpan.FromSeconds(1)));
        var snapshot = new Snapshot
        {
            Id = request.Id, ProjectId = state.ProjectId, UserId = context.Caller.UserId, Name = request.Name, Description = request.Description,
            Status = SnapshotStatus.Creating, SizeGiB = state.SizeGiB, CreatedAt = context.Now, Metadata = request.Metadata, GroupSnapshotId = request.GroupSnapshotId,
        };
        var intent = context.Intent(state, IntentKind.CreateSnapshot, command.Name) with { SnapshotId = request.Id };
        return Decision.To(Owed.Open(state with { Snapshots = state.Snapshots.Add(snapshot) }, intent));
    }

    public static Decision Delete(VolumeState state, VolumeCommand.DeleteSnapshot command)
    {
        if (state.FindSnapshot(command.Id) is not { } snapshot) return Decision.No(StorageError.SnapshotNotFound(command.Id));
        var isOfOther = snapshot.GroupSnapshotId is { } group && group != command.Group;
        // A group that was not answered asks again.
        if (!isOfOther && command.Group is not null && snapshot.Owes == SnapshotEnd.Delete) return Decision.Nothing;
        if (isOfOther || (!command.Force && !IsRemovable(snapshot))) return Decision.No(NotRemovable);
        return Decision.To(Replace(state, snapshot, snapshot.At(SnapshotStatus.Deleting)));
    }

    public static Decision Update(VolumeState state, VolumeCommand.UpdateSnapshot command, DecisionContext context) => Change(state, command.Id, s => s with
    {
        Name = command.Request.Name ?? s.Name,
        Description = command.Request.Description ?? s.Description,
        Metadata = command.Request.Metadata ?? s.Metadata,
        UpdatedAt = context.Now,
    });

    public static Decision MergeMetadata(VolumeState state, VolumeCommand.MergeSnapshotMetadata command, DecisionContext context) =>
        Change(state, command.Id, s => s with { Metadata = DetailRules.Merge(s.Metadata, command.Entries), UpdatedAt = context.Now });

    public static Decision ResetStatus(VolumeState state, VolumeCommand.ResetSnapshotStatus command, DecisionContext context) =>
        command.Status is SnapshotStatus.Unmanaging or SnapshotStatus.Restoring
            ? Decision.No(StorageError.InvalidInput($"A snapshot's status cannot be reset to {WireName<SnapshotStatus>.Of(command.Status)}: ask for what it means."))
            : Change(state, command.Id, s => s.Called(command.Status) with { UpdatedAt = context.Now });

    public static Decision Report(VolumeState state, VolumeCommand.ReportSnapshot command, DecisionContext context)
    {
        if (state.FindSnapshot(command.Id) is not { } snapshot) return Decision.No(StorageError.SnapshotNotFound(command.Id));
        var allowed = (snapshot.Status, command.Status) is (SnapshotStatus.Creating, SnapshotStatus.Creating or SnapshotStatus.Available or SnapshotStatus.Error)
            or (SnapshotStatus.Deleting, SnapshotStatus.Deleting or SnapshotStatus.ErrorDeleting);
        return allowed
            ? Decision.To(Replace(state, snapshot, snapshot.Called(command.Status) with { Progress = command.Progress ?? snapshot.Progress, UpdatedAt = context.Now }))
            : Decision.No(StorageError.Refused(ErrorReason.InvalidSnapshot,
                $"Snapshot status {WireName<SnapshotStatus>.Of(snapshot.Status)} not allowed to be updated to {WireName<SnapshotStatus>.Of(command.Status)}."));
    }

    /// <summary>Whether a snapshot may be removed without force.</summary>
    public static bool IsRemovable(Snapshot snapshot) => snapshot.Status is SnapshotStatus.Available or SnapshotStatus.Error;

    public static VolumeState Replace(VolumeState state, Snapshot before, Snapshot after) => state with { Snapshots = state.Snapshots.Replace(before, after) };

    private static Decision Change(VolumeState state, Ids.SnapshotId id, Func<Snapshot, Snapshot> change) =>
        state.FindSnapshot(id) is { } snapshot ? Decision.To(Replace(state, snapshot, change(snapshot))) : Decision.No(StorageError.SnapshotNotFound(id));
}
