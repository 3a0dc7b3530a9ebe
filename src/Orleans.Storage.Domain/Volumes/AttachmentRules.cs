using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Reserve, connect, complete and delete: the wire contract's §9–10, with the multi-attach and same-call-again rules that differ on purpose.</summary>
internal static class AttachmentRules
{
    public static Decision Create(VolumeState state, VolumeCommand.CreateAttachment command, DecisionContext context)
    {
        var request = command.Request;
        var next = state;
        if (state.FindAttachment(request.Id) is null)
        {
            if ((Departures.Refuse(state, "Attachment", request.Id.Value) ?? RefuseReserve(state, request.InstanceId)) is { } error) return Decision.No(error);
            var attachment = new Attachment { Id = request.Id, InstanceId = request.InstanceId, Status = AttachStatus.Reserved, Mode = ModeFor(state, request.Mode) };
            next = (state with { Attachments = state.Attachments.Add(attachment) }).Recompute();
        }
        if (request.Connector is null) return next == state ? Decision.Nothing : Decision.To(next);
        return Link(next, request.Id, request.Connector, command.Name, context) switch
        {
            Decision.Unchanged when next != state => Decision.To(next),
            Decision.Changed { State: { Intent: { Kind: IntentKind.CreateExport } intent } made } when next != state =>
                Decision.To(made with { Intent = intent with { NewAttachment = request.Id } }),
            var decision => decision,
        };
    }

    public static Decision Connect(VolumeState state, VolumeCommand.ConnectAttachment command, DecisionContext context)
    {
        if (state.FindAttachment(command.Id) is not { } attachment) return Decision.No(StorageError.AttachmentNotFound(command.Id));
        if (state.Status.IsError())
            return Decision.No(StorageError.Refused(ErrorReason.Conflict,
                $"Invalid volume: Volume attachments can not be updated if the volume is in an error state. The Volume {state.Id} currently has a status of: {state.Status.Wire()} "));
        if (state.ForbidsConnections())
            return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} cannot be connected while its status is {state.Status.Wire()}."));
        if (attachment.Status == AttachStatus.Detaching)
            return Decision.No(StorageError.Refused(ErrorReason.Conflict, $"Attachment {command.Id} is being removed."));
        var host = command.Connector.Host;
        if (!state.Multiattach && (state.IsConnectedElsewhere(command.Id, host) || SharingRules.Refuse(state, ExportOwner.Attachment(command.Id), host) is not null))
            return Decision.No(StorageError.Refused(ErrorReason.Conflict, $"Invalid volume: duplicate connectors detected on volume {state.Id}"));
        return Link(state, command.Id, command.Connector, command.Name, context);
    }

    public static Decision Complete(VolumeState state, VolumeCommand.CompleteAttachment command, DecisionContext context)
    {
        if (state.FindAttachment(command.Id) is not { } attachment) return Decision.No(StorageError.AttachmentNotFound(command.Id));
        if (attachment.Status == AttachStatus.Detaching) return Decision.No(StorageError.Refused(ErrorReason.Conflict, $"Attachment {command.Id} is being removed."));
        if (attachment.Status == AttachStatus.Attached) return Decision.Nothing;
        var attached = attachment with { Status = AttachStatus.Attached, AttachedAt = attachment.AttachedAt ?? context.Now };
        return Decision.To((state with { Attachments = state.Attachments.Replace(attachment, attached) }).Recompute());
    }

    public static Decision Delete(VolumeState state, VolumeCommand.DeleteAttachment command)
    {
        if (state.FindAttachment(command.Id) is not { } attachment) return Decision.No(StorageError.AttachmentNotFound(command.Id));
        return Decision.To(Remove(state, attachment));
    }

    /// <summary>Takes an attachment away: at once when its host's export stays, else when the array agrees; until then it is <c>detaching</c>.</summary>
    public static VolumeState Remove(VolumeState state, Attachment attachment)
    {
        var owner = ExportOwner.Attachment(attachment.Id);
        var mustWait = state.ExportOf(attachment.Id) is { Owners.Length: 1 };
        var attachments = mustWait
            ? state.Attachments.Replace(attachment, attachment with { Status = AttachStatus.Detaching })
            : state.Attachments.Remove(attachment);
        return ExportRules.Disown(state with { Attachments = attachments, AdminMetadata = state.AdminMetadata.Remove(AdminMetadataKeys.AttachedMode) }, owner).Recompute();
    }

    /// <summary>An attachment as it is once its host's export stands.</summary>
    public static Attachment Linked(Attachment attachment, Connector connector, DateTimeOffset now) => attachment with
    {
        Status = attachment.Status == AttachStatus.Attached ? AttachStatus.Attached : AttachStatus.Attaching,
        Host = connector.Host,
        Mountpoint = connector.Mountpoint ?? "na",
        Mode = attachment.Mode != AttachMode.Unspecified ? attachment.Mode : connector.Mode is null or AttachMode.Unspecified ? AttachMode.ReadWrite : connector.Mode.Value,
        AttachedAt = now,
    };

    private static Decision Link(VolumeState state, Ids.AttachmentId id, Connector connector, string command, DecisionContext context)
    {
        var decision = ExportRules.Own(state, ExportOwner.Attachment(id), connector, command, context);
        if (decision is not Decision.Changed { State: { } next } || next.Intent is { Kind: IntentKind.CreateExport }) return decision;
        var attachment = next.FindAttachment(id)!;
        next = next with { Attachments = next.Attachments.Replace(attachment, Linked(attachment, connector, context.Now)) };
        return Decision.To(ExportRules.Disown(next, ExportOwner.Attachment(id), exceptHost: connector.Host).Recompute());
    }

    private static StorageError? RefuseReserve(VolumeState state, Guid? instanceId)
    {
        if (state.Status.IsError())
            return StorageError.InvalidVolume($"Volume attachments can not be created if the volume is in an error state. The Volume {state.Id} currently has a status of: {state.Status.Wire()} ");
        var free = state.Status is VolumeStatus.Available or VolumeStatus.Downloading;
        var shared = state.Status is VolumeStatus.InUse or VolumeStatus.Reserved or VolumeStatus.Attaching or VolumeStatus.Detaching;
        var sameInstance = instanceId is not null && (state.Status is VolumeStatus.InUse or VolumeStatus.Reserved) && state.Attachments.Any(a => a.InstanceId == instanceId);
        if (free || (state.Multiattach && shared) || sameInstance) return SharingRules.RefuseReserve(state, instanceId);
        var expected = state.Multiattach ? "available or in-use or downloading" : "available or downloading";
        return StorageError.InvalidVolume($"Volume {state.Id} status must be {expected} to reserve, but the current status is {state.Status.Wire()}.");
    }

    private static AttachMode ModeFor(VolumeState state, AttachMode asked) =>
        state.AdminMetadata.TryGetValue(AdminMetadataKeys.Readonly, out var text) && text.Length > 0 ? AttachMode.ReadOnly : asked;
}
