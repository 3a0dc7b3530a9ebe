using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>The calls that came before attachments: the wire contract's §8 and §12.7. The legacy pair has no attachment to own its export, so a claim does.</summary>
internal static class LegacyRules
{
    public static Decision InitializeConnection(VolumeState state, VolumeCommand.InitializeConnection command, DecisionContext context)
    {
        if (state.ForbidsConnections())
            return Decision.No(StorageError.InvalidVolume($"Unable to initialize the connection for volume, because it is in {state.Status.Wire()}."));
        var host = command.Connector.Host;
        if (state.ReadableExport(command.Connector) is not null) return Decision.Nothing;
        return ExportRules.Own(state, ExportOwner.Claim(host), command.Connector, command.Name, context);
    }

    public static Decision TerminateConnection(VolumeState state, VolumeCommand.TerminateConnection command)
    {
        if (state.Status == VolumeStatus.Maintenance)
            return Decision.No(StorageError.InvalidVolume("Unable to terminate the connection for volume, because it is in maintenance."));
        var next = ReleaseClaims(state, command.Connector?.Host);
        return Unreserve(next) is Decision.Changed unreserved ? unreserved : next == state ? Decision.Nothing : Decision.To(next);
    }

    public static Decision Reserve(VolumeState state)
    {
        if (SharingRules.RefuseReserve(state, null) is { } shared) return Decision.No(shared);
        if (state.Status == VolumeStatus.Available || (state.Multiattach && (state.Status is VolumeStatus.InUse or VolumeStatus.Attaching)))
            return Decision.To(state with { Status = VolumeStatus.Attaching });
        var expected = state.Multiattach ? "available or in-use" : "available";
        return Decision.No(StorageError.InvalidVolume($"Volume status must be {expected} to reserve, but the status is {state.Status.Wire()}."));
    }

    public static Decision Unreserve(VolumeState state) =>
        state.Status != VolumeStatus.Attaching ? Decision.Nothing
        : Decision.To(state with { Status = state.Attachments.IsEmpty ? VolumeStatus.Available : VolumeStatus.InUse });

    public static Decision BeginDetaching(VolumeState state)
    {
        if (state.IsMigrating()) return Decision.Nothing;
        if (state is { Status: VolumeStatus.InUse, AttachStatus: AttachStatus.Attached }) return Decision.To(state with { Status = VolumeStatus.Detaching });
        if (state is { Multiattach: true, Status: VolumeStatus.Detaching, AttachStatus: AttachStatus.Attached }) return Decision.Nothing;
        return Decision.No(StorageError.InvalidVolume("Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach."));
    }

    public static Decision RollDetaching(VolumeState state) =>
        state.Status == VolumeStatus.Detaching ? Decision.To(state with { Status = VolumeStatus.InUse }) : Decision.Nothing;

    public static Decision Attach(VolumeState state, VolumeCommand.Attach command, DecisionContext context)
    {
        var request = command.Request;
        if (state.ForbidsConnections())
            return Decision.No(StorageError.InvalidVolume($"Unable to attach volume, because it is in {state.Status.Wire()}."));
        if (state.AdminMetadata.GetValueOrDefault(AdminMetadataKeys.Readonly) == "True" && request.Mode != AttachMode.ReadOnly)
            return Decision.No(StorageError.Refused(ErrorReason.InvalidVolume, $"Invalid attaching mode '{WireName<AttachMode>.Of(request.Mode)}' for volume {state.Id}."));
        if (Departures.Refuse(state, "Attachment", request.Id.Value) is { } departed) return Decision.No(departed);
        var attached = state.Attachments.Where(a => a.Status == AttachStatus.Attached).ToList();
        if (attached.Exists(a => request.InstanceId is null ? a.Host == request.Host : a.InstanceId == request.InstanceId)) return Decision.Nothing;
        if (attached.Count > 0 && !state.Multiattach)
            return Decision.No(StorageError.InvalidVolume("volume is already attached and multiple attachments are not enabled"));
        if (SharingRules.RefuseReserve(state, request.InstanceId) is { } shared) return Decision.No(shared);
        var attachment = new Attachment
        {
            Id = request.Id, InstanceId = request.InstanceId, Host = request.Host, Mountpoint = request.Mountpoint, Mode = request.Mode, Status = AttachStatus.Attached, AttachedAt = context.Now,
        };
        var metadata = state.AdminMetadata.SetItem(AdminMetadataKeys.AttachedMode, WireName<AttachMode>.Of(request.Mode));
        if (!metadata.ContainsKey(AdminMetadataKeys.Readonly)) metadata = metadata.SetItem(AdminMetadataKeys.Readonly, "False");
        return Decision.To((state with { Attachments = state.Attachments.Add(attachment), AdminMetadata = metadata }).Recompute());
    }

    public static Decision Detach(VolumeState state, AttachmentId? id)
    {
        if (state.Status == VolumeStatus.Maintenance) return Decision.No(StorageError.InvalidVolume("Unable to detach volume, because it is in maintenance."));
        if (id is null && state.Attachments.Length > 1)
            return Decision.No(StorageError.InvalidVolume("Detach volume failed: More than one attachment, but no attachment_id provided."));
        var attachment = id is null ? state.Attachments.FirstOrDefault() : state.FindAttachment(id.Value);
        if (attachment is null) return DetachNothing(state);
        var next = AttachmentRules.Remove(state, attachment);
        var isLast = state.Attachments.Length == 1;
        return Decision.To(isLast ? ReleaseClaims(next, null) : attachment.Host is null ? next : ReleaseClaims(next, attachment.Host));
    }

    public static Decision ForceDetach(VolumeState state, VolumeCommand.ForceDetach command)
    {
        var next = command.Connector is null ? state : ReleaseClaims(state, command.Connector.Host);
        var detached = Detach(next, command.Id);
        return detached is Decision.Unchanged && next != state ? Decision.To(next) : detached;
    }

    /// <summary>A detach of what is gone already puts the status right: a caller that began to detach and then lost the answer would leave the volume <c>detaching</c>. What others hold, claims included, stays theirs.</summary>
    private static Decision DetachNothing(VolumeState state)
    {
        var next = (state.Attachments.IsEmpty ? ReleaseClaims(state, null) : state).Recompute();
        return next == state ? Decision.Nothing : Decision.To(next);
    }

    /// <summary>Gives back the claim of a host, or every claim when it is null.</summary>
    private static VolumeState ReleaseClaims(VolumeState state, string? host)
    {
        var claims = state.Exports.Where(e => host is null || e.Host == host).Select(e => ExportOwner.Claim(e.Host)).Where(o => state.Exports.Any(e => e.Owners.Contains(o))).ToList();
        return claims.Aggregate(state, (s, claim) => ExportRules.Disown(s, claim));
    }
}
