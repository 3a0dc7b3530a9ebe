using OrleansStorage.Domain.Messages;
using OrleansStorage.Errors;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Create, delete, extend and reset: the wire contract's §7.2, §7.6, §8 and §27.1.</summary>
internal static class LifecycleRules
{
    /// <summary>What a volume must be to be removed or let go, in Cinder's words.</summary>
    public const string DeleteRule = "Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, "
        + "belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.";

    public static Decision Create(VolumeCommand.Create command, DecisionContext context)
    {
        var (request, placement) = (command.Request, command.Placement);
        var state = new VolumeState
        {
            Id = command.Id,
            ProjectId = context.Caller.Project,
            UserId = context.Caller.UserId,
            Name = request.Name,
            Description = request.Description,
            SizeGiB = request.SizeGiB,
            Status = VolumeStatus.Creating,
            TypeId = request.TypeId,
            Multiattach = VolumeType.IsTrue(request.ExtraSpecs, "multiattach"),
            AvailabilityZone = placement.AvailabilityZone ?? request.AvailabilityZone,
            Backend = placement.Backend,
            SharedTargets = placement.Backend is null ? null : placement.SharedTargets,
            CreatedAt = context.Now,
            Metadata = request.Metadata,
            Bootable = request.Bootable,
            ImageMetadata = request.ImageMetadata.IsEmpty ? null : request.ImageMetadata,
            SnapshotId = request.SnapshotId,
            SourceVolumeId = request.SourceVolumeId,
            GroupId = request.GroupId,
        };
        if (placement.Backend is not null) return Decision.To(Owed.Open(state, context.Intent(state, IntentKind.CreateVolume, command.Name)));
        var entry = context.Entry(command.Name, 0) with { Error = "No valid backend was found: " + placement.Why, Message = MessageRules.NotPlaced(state) };
        return Decision.To(state with { Status = VolumeStatus.Error, UpdatedAt = context.Now, Ended = [entry] });
    }

    public static Decision Delete(VolumeState state, VolumeCommand.Delete command, DecisionContext context)
    {
        if (state.GroupId != command.Group && state.GroupId is not null) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        if (!(command.Force || IsRemovable(state.Status)) || IsHeld(state)) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        if (!state.Snapshots.All(s => command.Cascade && GoesWithItsVolume(state, s, context.Caller))) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        var adopting = state.Status is VolumeStatus.Managing or VolumeStatus.ErrorManaging or VolumeStatus.ErrorManagingDeleting;
        return Decision.To(Ending(state, adopting ? VolumeStatus.ErrorManagingDeleting : VolumeStatus.Deleting) with
        {
            Snapshots = [.. state.Snapshots.Select(s => s.At(SnapshotStatus.Deleting))],
        });
    }

    /// <summary>Whether a volume of this status may be removed without force.</summary>
    public static bool IsRemovable(VolumeStatus status) =>
        status is VolumeStatus.Available or VolumeStatus.Error or VolumeStatus.ErrorRestoring or VolumeStatus.ErrorExtending or VolumeStatus.ErrorManaging;

    /// <summary>Whether the volume may not be removed whatever its status, by force neither.</summary>
    public static bool IsHeld(VolumeState state) => state.AttachStatus == AttachStatus.Attached || state.IsConnected() || state.IsMigrating();

    /// <summary>The volume on its way out: nobody holds it any more, and every export is owed to the array.</summary>
    public static VolumeState Ending(VolumeState state, VolumeStatus status) => state with
    {
        Status = status,
        AttachStatus = AttachStatus.Detached,
        Attachments = [],
        Transfer = null,
        Exports = [.. state.Exports.Select(ExportRules.Orphan)],
    };

    /// <summary>Part of a group snapshot, it goes with that; left with another project by a transfer, only an admin removes it along.</summary>
    private static bool GoesWithItsVolume(VolumeState state, Snapshot snapshot, Caller caller) =>
        snapshot is { Status: SnapshotStatus.Available or SnapshotStatus.Error or SnapshotStatus.Deleting, GroupSnapshotId: null } && (caller.IsAdmin || snapshot.ProjectId == state.ProjectId);

    public static Decision Extend(VolumeState state, VolumeCommand.Extend command, DecisionContext context)
    {
        if (state.Status != VolumeStatus.Available && !(command.AllowInUse && state.Status == VolumeStatus.InUse))
        {
            var expected = command.AllowInUse ? "{'status': ('available', 'in-use')}" : "{'status': 'available'}";
            return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} status must be '{expected}' to extend, currently {state.Status.Wire()}."));
        }
        if (command.NewSizeGiB <= state.SizeGiB)
            return Decision.No(StorageError.InvalidInput($"New size for extend must be greater than current size. (current: {state.SizeGiB}, extended: {command.NewSizeGiB})."));
        var intent = context.Intent(state, IntentKind.ExtendVolume, command.Name) with { NewSizeGiB = command.NewSizeGiB };
        return Decision.To(Owed.Open(state with { Status = VolumeStatus.Extending, PreviousStatus = state.Status }, intent));
    }

    public static Decision ResetStatus(VolumeState state, VolumeCommand.ResetStatus command, DecisionContext context)
    {
        var (status, attachStatus) = (command.Request.Status, command.Request.AttachStatus);
        // What is done about these is derived from the status, and a word must not begin it.
        if (status is VolumeStatus.Deleting or VolumeStatus.Reverting or VolumeStatus.Unmanaging or VolumeStatus.ErrorManagingDeleting)
            return Decision.No(StorageError.InvalidInput($"Cannot reset-state to {status.Value.Wire()}."));
        if (status == VolumeStatus.InUse && state.Attachments.IsEmpty)
            return Decision.No(StorageError.InvalidInput("Cannot reset-state to in-use because volume does not have any attachments."));
        var migration = command.Request.MigrationStatus switch { null => state.MigrationStatus, MigrationStatus.None => null, var asked => asked };
        var next = state with { Status = status ?? state.Status, AttachStatus = attachStatus ?? state.AttachStatus, MigrationStatus = migration };
        if (state.Status == VolumeStatus.Reverting && next.Status != VolumeStatus.Reverting && state.Intent?.Kind != IntentKind.RevertVolume) next = RevertRules.CallOff(next);
        if (attachStatus != AttachStatus.Detached)
            return Decision.To(Standing(state) is { } note ? next with { Ended = [context.Entry(command.Name, state.Epoch) with { Note = note }] } : next);
        return Decision.To(next with { Attachments = [], Exports = [.. state.Exports.Select(ExportRules.Orphan)] });
    }

    /// <summary>What a word of an operator leaves as it is; null when no host is let in.</summary>
    private static string? Standing(VolumeState state)
    {
        var standing = state.Exports.Where(e => !e.Owners.IsEmpty).Select(e => $"host {e.Host} for {string.Join(", ", e.Owners)}").ToList();
        return standing.Count == 0 ? null : $"The status ends no export. Still let in: {string.Join("; ", standing)}. To end them, reset with attach_status detached, or detach.";
    }
}
