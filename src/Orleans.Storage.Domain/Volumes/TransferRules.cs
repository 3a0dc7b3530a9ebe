using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Offers of a volume to another project: the wire contract's §20. No array is asked.</summary>
internal static class TransferRules
{
    public static Decision Create(VolumeState state, VolumeCommand.CreateTransfer command, DecisionContext context)
    {
        var request = command.Request;
        if (state.Transfer?.Id == request.Id) return Decision.Nothing;
        if (state.Status != VolumeStatus.Available) return Decision.No(StorageError.InvalidVolume("status must be available"));
        if (!request.NoSnapshots && state.Snapshots.FirstOrDefault(s => s.Status != SnapshotStatus.Available) is { } busy)
            return Decision.No(StorageError.Refused(ErrorReason.InvalidSnapshot, $"Invalid snapshot: snapshot: {busy.Id} status must be available"));
        if (Exported(state) is { } refusal) return refusal;
        var transfer = new Transfer { Id = request.Id, Name = request.Name, NoSnapshots = request.NoSnapshots, Key = request.Key, CreatedAt = context.Now };
        return Decision.To(state with { Status = VolumeStatus.AwaitingTransfer, Transfer = transfer });
    }

    public static Decision Delete(VolumeState state, VolumeCommand.DeleteTransfer command) =>
        state.Transfer?.Id != command.Id ? Decision.No(NotFound(command.Id)) : Decision.To(Ended(state));

    /// <summary>Whether the key is the offer's; changes nothing.</summary>
    public static Decision Check(VolumeState state, TransferId id, Secret key)
    {
        if (state.Transfer is not { } transfer || transfer.Id != id) return Decision.No(NotFound(id));
        return transfer.Key.Matches(key) ? Decision.Nothing
            : Decision.No(StorageError.Refused(ErrorReason.InvalidInput, $"Invalid auth key: Attempt to transfer {id} with invalid auth key."));
    }

    /// <summary>The volume, and the offering project's snapshots of it unless they stay, become the caller's.</summary>
    public static Decision Accept(VolumeState state, VolumeCommand.AcceptTransfer command, DecisionContext context)
    {
        if (Check(state, command.Id, command.Key) is Decision.Refused wrong) return wrong;
        if (state.GroupId is not null) return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} must not be part of a consistency group."));
        if (state.Status != VolumeStatus.AwaitingTransfer)
            return Decision.No(StorageError.InvalidVolume($"Transfer {command.Id}: Volume id {state.Id} in unexpected state {state.Status.Wire()}, expected awaiting-transfer"));
        if (Exported(state) is { } refusal) return refusal;
        var (project, user) = (context.Caller.Project, context.Caller.UserId);
        return Decision.To(Ended(state) with
        {
            ProjectId = project,
            UserId = user,
            Snapshots = state.Transfer!.NoSnapshots ? state.Snapshots : [.. state.Snapshots.Select(s => s.ProjectId == state.ProjectId ? s with { ProjectId = project, UserId = user } : s)],
        });
    }

    private static VolumeState Ended(VolumeState state) =>
        state with { Transfer = null, Status = state.Status == VolumeStatus.AwaitingTransfer ? VolumeStatus.Available : state.Status };

    /// <summary>A host that is still let in would go on reading what has become another project's.</summary>
    private static Decision? Exported(VolumeState state) =>
        state.Exports.IsEmpty ? null : Decision.No(StorageError.InvalidVolume($"Volume {state.Id} is still exported to a host; terminate its connections first."));

    private static StorageError NotFound(TransferId id) => StorageError.NotFound($"Transfer {id} could not be found.");
}
