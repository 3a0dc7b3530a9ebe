using OrleansStorage.Errors;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// A volume's life: (state, command, now) → decision, and (state, what the array said, now) → state. Pure. Rules: the wire contract's §8–10, §14 and §27; where they differ from Cinder's on purpose,
/// the API's list of differences says why.
/// </summary>
public static class VolumeMachine
{
    /// <summary>Decides a command. A volume that is not there, or not the caller's, is not found.</summary>
    public static Decision Decide(VolumeState? state, VolumeCommand command, DecisionContext context)
    {
        context = context with { Subject = Subject(command) };
        if (state is null && context.WasRemoved && command is VolumeCommand.Create or VolumeCommand.Adopt) return Decision.No(StorageError.VolumeWasRemoved(context.VolumeId));
        if (command is VolumeCommand.Create create) return state is null ? LifecycleRules.Create(create, context) : Decision.Nothing;
        if (command is VolumeCommand.Adopt adopt) return state is null ? ManageRules.Adopt(adopt, context) : Decision.Nothing;
        if (state is null || !VisibilityRules.Allow(state, command, context.Caller)) return Decision.No(NotFound(command, context));
        if (ServiceRules.Refuse(state, command, context.Caller) is { } refusal) return Decision.No(refusal);
        var decision = Rule(state, command, context);
        if (decision is not Decision.Changed { State: var next }) return decision;
        var owing = command.UsesArray ? Owed.Next(next, command.Name, context) : next;
        return Decision.To(Finish(state, owing, command, context));
    }

    private static Decision Rule(VolumeState state, VolumeCommand command, DecisionContext context) => command switch
    {
        VolumeCommand.Delete c => LifecycleRules.Delete(state, c, context),
        VolumeCommand.Extend c => LifecycleRules.Extend(state, c, context),
        VolumeCommand.ResetStatus c => LifecycleRules.ResetStatus(state, c, context),
        VolumeCommand.Unmanage => ManageRules.Unmanage(state),
        VolumeCommand.AdoptSnapshot c => ManageRules.AdoptSnapshot(state, c, context),
        VolumeCommand.UnmanageSnapshot c => ManageRules.UnmanageSnapshot(state, c),
        VolumeCommand.Revert c => RevertRules.Revert(state, c, context),
        VolumeCommand.Retype c => RetypeRules.Retype(state, c, context),
        VolumeCommand.Migrate c => MoveRules.Migrate(state, c),
        VolumeCommand.UploadImage => MoveRules.UploadImage(state),
        VolumeCommand.Reimage c => MoveRules.Reimage(state, c),
        VolumeCommand.CompleteExtend => MoveRules.CompleteExtend(state),
        VolumeCommand.ReportSnapshot c => SnapshotRules.Report(state, c, context),
        VolumeCommand.CreateSnapshot c => SnapshotRules.Create(state, c, context),
        VolumeCommand.DeleteSnapshot c => SnapshotRules.Delete(state, c),
        VolumeCommand.UpdateSnapshot c => SnapshotRules.Update(state, c, context),
        VolumeCommand.MergeSnapshotMetadata c => SnapshotRules.MergeMetadata(state, c, context),
        VolumeCommand.ResetSnapshotStatus c => SnapshotRules.ResetStatus(state, c, context),
        VolumeCommand.CreateAttachment c => AttachmentRules.Create(state, c, context),
        VolumeCommand.ConnectAttachment c => AttachmentRules.Connect(state, c, context),
        VolumeCommand.CompleteAttachment c => AttachmentRules.Complete(state, c, context),
        VolumeCommand.DeleteAttachment c => AttachmentRules.Delete(state, c),
        VolumeCommand.RestoreExport c => ExportRules.Restore(state, c, context),
        VolumeCommand.RemoveOrphan c => ExportRules.RemoveOrphan(state, c),
        VolumeCommand.Recover c => RecoverRules.Recover(state, c, context),
        VolumeCommand.InitializeConnection c => LegacyRules.InitializeConnection(state, c, context),
        VolumeCommand.TerminateConnection c => LegacyRules.TerminateConnection(state, c),
        VolumeCommand.Reserve => LegacyRules.Reserve(state),
        VolumeCommand.Unreserve => LegacyRules.Unreserve(state),
        VolumeCommand.BeginDetaching => LegacyRules.BeginDetaching(state),
        VolumeCommand.RollDetaching => LegacyRules.RollDetaching(state),
        VolumeCommand.Attach c => LegacyRules.Attach(state, c, context),
        VolumeCommand.Detach c => LegacyRules.Detach(state, c.Id),
        VolumeCommand.ForceDetach c => LegacyRules.ForceDetach(state, c),
        VolumeCommand.Update c => DetailRules.Update(state, c.Request),
        VolumeCommand.MergeMetadata c => DetailRules.MergeMetadata(state, c),
        VolumeCommand.MergeImageMetadata c => DetailRules.MergeImageMetadata(state, c),
        VolumeCommand.SetBootable c => DetailRules.SetBootable(state, c),
        VolumeCommand.SetReadonly c => DetailRules.SetReadonly(state, c),
        VolumeCommand.CreateTransfer c => TransferRules.Create(state, c, context),
        VolumeCommand.DeleteTransfer c => TransferRules.Delete(state, c),
        VolumeCommand.CheckTransferKey c => TransferRules.Check(state, c.Id, c.Key),
        VolumeCommand.AcceptTransfer c => TransferRules.Accept(state, c, context),
        VolumeCommand.JoinGroup c => GroupMemberRules.Join(state, c),
        VolumeCommand.LeaveGroup c => GroupMemberRules.Leave(state, c),
        _ => throw new InvalidOperationException($"There is no rule for {command.GetType().Name}."),
    };

    private static VolumeState Finish(VolumeState before, VolumeState after, VolumeCommand command, DecisionContext context)
    {
        var opened = after.Intent is not null && after.Intent != before.Intent;
        var noted = Departures.Note(before, after);
        if (opened) return noted with { Ended = [] };
        // A rule that has more to say than that it was served has written its own entry.
        return noted with { UpdatedAt = context.Now, Ended = after.Ended == before.Ended ? [context.Entry(command.Name, after.Epoch)] : after.Ended };
    }

    private static string? Subject(VolumeCommand command) => command switch
    {
        VolumeCommand.CreateAttachment c => c.Request.Id.ToString(),
        VolumeCommand.ConnectAttachment c => c.Id.ToString(),
        VolumeCommand.CompleteAttachment c => c.Id.ToString(),
        VolumeCommand.DeleteAttachment c => c.Id.ToString(),
        VolumeCommand.Attach c => c.Request.Id.ToString(),
        VolumeCommand.Detach c => c.Id?.ToString(),
        VolumeCommand.ForceDetach c => c.Id?.ToString(),
        VolumeCommand.CreateSnapshot c => c.Request.Id.ToString(),
        VolumeCommand.AdoptSnapshot c => c.Request.Id.ToString(),
        VolumeCommand.UnmanageSnapshot c => c.Id.ToString(),
        VolumeCommand.Revert c => c.Snapshot.ToString(),
        VolumeCommand.ReportSnapshot c => c.Id.ToString(),
        VolumeCommand.DeleteSnapshot c => c.Id.ToString(),
        VolumeCommand.UpdateSnapshot c => c.Id.ToString(),
        VolumeCommand.MergeSnapshotMetadata c => c.Id.ToString(),
        VolumeCommand.ResetSnapshotStatus c => c.Id.ToString(),
        VolumeCommand.InitializeConnection c => c.Connector.Host,
        VolumeCommand.TerminateConnection c => c.Connector?.Host,
        VolumeCommand.RestoreExport c => c.Host,
        VolumeCommand.RemoveOrphan c => c.Initiator,
        VolumeCommand.CreateTransfer c => c.Request.Id.ToString(),
        VolumeCommand.DeleteTransfer c => c.Id.ToString(),
        VolumeCommand.CheckTransferKey c => c.Id.ToString(),
        VolumeCommand.AcceptTransfer c => c.Id.ToString(),
        VolumeCommand.JoinGroup c => c.Group.ToString(),
        VolumeCommand.LeaveGroup c => c.Group.ToString(),
        _ => null,
    };

    private static StorageError NotFound(VolumeCommand command, DecisionContext context) => command switch
    {
        VolumeCommand.ConnectAttachment c => StorageError.AttachmentNotFound(c.Id),
        VolumeCommand.CompleteAttachment c => StorageError.AttachmentNotFound(c.Id),
        VolumeCommand.DeleteAttachment c => StorageError.AttachmentNotFound(c.Id),
        VolumeCommand.DeleteSnapshot c => StorageError.SnapshotNotFound(c.Id),
        VolumeCommand.UpdateSnapshot c => StorageError.SnapshotNotFound(c.Id),
        VolumeCommand.MergeSnapshotMetadata c => StorageError.SnapshotNotFound(c.Id),
        VolumeCommand.ResetSnapshotStatus c => StorageError.SnapshotNotFound(c.Id),
        VolumeCommand.ReportSnapshot c => StorageError.SnapshotNotFound(c.Id),
        VolumeCommand.UnmanageSnapshot c => StorageError.SnapshotNotFound(c.Id),
        _ => StorageError.VolumeNotFound(context.VolumeId),
    };
}
