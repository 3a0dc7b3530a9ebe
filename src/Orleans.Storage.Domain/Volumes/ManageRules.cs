using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// Taking over what an array has already and letting it go: the wire contract's §24. An adoption that failed, or of which nobody knows, ends by letting go, never by removing: data that was not ours is not lost.
/// </summary>
internal static class ManageRules
{
    public static Decision Adopt(VolumeCommand.Adopt command, DecisionContext context)
    {
        var request = command.Request;
        var state = new VolumeState
        {
            Id = command.Id, ProjectId = context.Caller.Project, UserId = context.Caller.UserId, Name = request.Name, Description = request.Description, SizeGiB = request.SizeGiB,
            Status = VolumeStatus.Managing, TypeId = request.TypeId, Multiattach = VolumeType.IsTrue(request.ExtraSpecs, "multiattach"), AvailabilityZone = request.AvailabilityZone,
            Backend = request.Backend, SharedTargets = request.SharedTargets, CreatedAt = context.Now, Metadata = request.Metadata, Bootable = request.Bootable, Adopting = true,
        };
        if (request.WhyNot is null) return Decision.To(Owed.Open(state, context.Intent(state, IntentKind.AdoptVolume, command.Name) with { ArrayName = request.ArrayName }));
        return Decision.To(state with { Status = VolumeStatus.ErrorManaging, UpdatedAt = context.Now, Ended = [context.Entry(command.Name, 0) with { Error = request.WhyNot }] });
    }

    public static Decision Unmanage(VolumeState state) =>
        !LifecycleRules.IsRemovable(state.Status) || LifecycleRules.IsHeld(state) || state.GroupId is not null || !state.Snapshots.IsEmpty
            ? Decision.No(StorageError.InvalidVolume(LifecycleRules.DeleteRule))
            : Decision.To(LifecycleRules.Ending(state, VolumeStatus.Unmanaging));

    /// <summary>What the array's answer makes of a volume that was to be let go.</summary>
    public static VolumeState Released(VolumeState state, OutcomeKind outcome) => (outcome, state.Status) switch
    {
        (OutcomeKind.Done, _) => state with { Gone = true },
        (_, VolumeStatus.ErrorManagingDeleting) => state with { Status = VolumeStatus.ErrorManaging },
        (_, VolumeStatus.Deleting) => state with { Status = VolumeStatus.ErrorDeleting },
        (OutcomeKind.Busy, _) => state.Recompute(),
        _ => state with { Status = VolumeStatus.ErrorUnmanaging },
    };

    public static Decision AdoptSnapshot(VolumeState state, VolumeCommand.AdoptSnapshot command, DecisionContext context)
    {
        var request = command.Request;
        if (state.FindSnapshot(request.Id) is not null) return Decision.Nothing;
        if (state.Backend is null || state.Status.IsError() || state.Status is VolumeStatus.Creating or VolumeStatus.Managing or VolumeStatus.Deleting or VolumeStatus.Unmanaging)
            return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} has no place on an array that a snapshot could be taken over from; its status is {state.Status.Wire()}."));
        var snapshot = new Snapshot
        {
            Id = request.Id, ProjectId = state.ProjectId, UserId = context.Caller.UserId, Name = request.Name, Description = request.Description, Status = SnapshotStatus.Creating,
            SizeGiB = request.SizeGiB, CreatedAt = context.Now, Metadata = request.Metadata, Adopting = true,
        };
        if (request.WhyNot is null)
        {
            var intent = context.Intent(state, IntentKind.AdoptSnapshot, command.Name) with { SnapshotId = request.Id, ArrayName = request.ArrayName };
            return Decision.To(Owed.Open(state with { Snapshots = state.Snapshots.Add(snapshot) }, intent));
        }
        var failed = snapshot with { Status = SnapshotStatus.Error, UpdatedAt = context.Now };
        return Decision.To(state with { Snapshots = state.Snapshots.Add(failed), Ended = [context.Entry(command.Name, state.Epoch) with { Error = request.WhyNot }] });
    }

    /// <summary>What the array's answer makes of a snapshot that was to be adopted.</summary>
    public static VolumeState SnapshotAdopted(VolumeState state, Intent intent, bool isDone, DecisionContext context) => state.FindSnapshot(intent.SnapshotId!.Value) is { } snapshot
        ? SnapshotRules.Replace(state, snapshot, snapshot.At(isDone ? SnapshotStatus.Available : SnapshotStatus.Error) with { Adopting = !isDone, UpdatedAt = context.Now })
        : state;

    public static Decision UnmanageSnapshot(VolumeState state, VolumeCommand.UnmanageSnapshot command)
    {
        if (state.FindSnapshot(command.Id) is not { } snapshot) return Decision.No(StorageError.SnapshotNotFound(command.Id));
        return SnapshotRules.IsRemovable(snapshot) && snapshot.GroupSnapshotId is null
            ? Decision.To(SnapshotRules.Replace(state, snapshot, snapshot.At(SnapshotStatus.Unmanaging)))
            : Decision.No(SnapshotRules.NotRemovable);
    }
}
