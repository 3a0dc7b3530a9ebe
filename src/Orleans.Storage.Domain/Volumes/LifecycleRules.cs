using OrleansStorage.Domain.Messages;
using OrleansStorage.Errors;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Create, delete, extend and reset: the wire contract's §7.2, §7.6, §8 and §27.1.</summary>
internal static class LifecycleRules
{
    private const string DeleteRule = "Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, "
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
        if (state.Status == VolumeStatus.Deleting && !command.Force) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        var deletable = state.Status is VolumeStatus.Available or VolumeStatus.Error or VolumeStatus.ErrorRestoring or VolumeStatus.ErrorExtending or VolumeStatus.ErrorManaging;
        if ((!deletable && !command.Force) || state.AttachStatus == AttachStatus.Attached) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        var snapshotsGo = state.Snapshots.IsEmpty
            || (command.Cascade && state.Snapshots.All(s => GoesWithItsVolume(state, s, context.Caller)));
        if (!snapshotsGo) return Decision.No(StorageError.InvalidVolume(DeleteRule));
        return Decision.To(state with
        {
            Status = VolumeStatus.Deleting,
            AttachStatus = AttachStatus.Detached,
            Attachments = [],
            Transfer = null,
            Exports = [.. state.Exports.Select(ExportRules.Orphan)],
            Snapshots = [.. state.Snapshots.Select(s => s with { Status = SnapshotStatus.Deleting })],
        });
    }

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

    public static Decision ResetStatus(VolumeState state, VolumeCommand.ResetStatus command)
    {
        var (status, attachStatus) = (command.Request.Status, command.Request.AttachStatus);
        if (status == VolumeStatus.Deleting) return Decision.No(StorageError.InvalidInput("Cannot reset-state to deleting: delete the volume."));
        if (status == VolumeStatus.InUse && state.Attachments.IsEmpty)
            return Decision.No(StorageError.InvalidInput("Cannot reset-state to in-use because volume does not have any attachments."));
        var next = state with { Status = status ?? state.Status, AttachStatus = attachStatus ?? state.AttachStatus };
        if (attachStatus != AttachStatus.Detached) return Decision.To(next);
        return Decision.To(next with { Attachments = [], Exports = [.. state.Exports.Select(ExportRules.Orphan)] });
    }
}
