using OrleansStorage.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// CVE-2023-2088, the wire contract's §11: an attachment through which a compute service's guest may be reading is ended by a service alone, for a user who ends it leaves the host with a path to what
/// the array gives to the next volume. There is no Nova here to ask whether it still uses the attachment, so it is taken to do so.
/// </summary>
internal static class ServiceRules
{
    /// <summary>Why the caller may not end what the command would end; null when it may.</summary>
    public static StorageError? Refuse(VolumeState state, VolumeCommand command, Caller caller) => caller.IsService ? null : command switch
    {
        VolumeCommand.DeleteAttachment c => state.FindAttachment(c.Id) is { } attachment ? Refuse(state, attachment) : null,
        VolumeCommand.Detach c => RefuseDetach(state, c.Id),
        VolumeCommand.ForceDetach c => RefuseDetach(state, c.Id),
        VolumeCommand.TerminateConnection => RefuseDetach(state, null),
        _ => null,
    };

    private static StorageError? RefuseDetach(VolumeState state, AttachmentId? id)
    {
        if (id is null && state.Attachments.IsEmpty) return null;
        var meant = id is { } named ? state.FindAttachment(named) : state.Attachments.Length == 1 ? state.Attachments[0] : null;
        return meant is null ? Using(null) : Refuse(state, meant);
    }

    private static StorageError? Refuse(VolumeState state, Attachment attachment) =>
        attachment.InstanceId is { } instance && state.ExportOf(attachment.Id) is not null ? Using(instance) : null;

    /// <summary>Cinder's sentence, with two spaces when it cannot tell which attachment is meant.</summary>
    private static StorageError Using(Guid? instance) =>
        StorageError.Refused(ErrorReason.Conflict, $"ConflictNovaUsingAttachment: Detach volume from instance {instance} using the Compute API");
}
