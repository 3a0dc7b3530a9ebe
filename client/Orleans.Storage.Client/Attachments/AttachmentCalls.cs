using Microsoft.Extensions.Logging;
using OrleansStorage.Client.Calls;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Attachments;

/// <summary>The attach life of a volume, one method a verb. Safe from any thread.</summary>
internal sealed class AttachmentCalls(ClusterCalls calls, ILogger logger)
{
    public async Task<AttachmentDescription> ReserveAsync(VolumeId volume, Guid? instance, AttachOptions? options, CancellationToken cancellationToken) =>
        (await CreateAsync(volume, instance, connector: null, options, cancellationToken)).Attachment;

    public Task<AttachmentResult> AttachAsync(VolumeId volume, Guid? instance, Connector connector, AttachOptions? options, CancellationToken cancellationToken) =>
        CreateAsync(volume, instance, connector, options, cancellationToken);

    public Task<AttachmentResult> ConnectAsync(VolumeId volume, AttachmentId attachment, Connector connector, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return calls.Policy.RunAsync(_ => calls.Volume(volume).ConnectAttachment(attachment, connector, caller), cancellationToken);
    }

    public Task<ForceDetachResult> ForceDetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return caller.IsAdmin ? calls.Policy.RunAsync(_ => calls.Volume(volume).ForceDetach(attachment, null, caller), cancellationToken)
            : throw StorageError.Refused(ErrorReason.Forbidden, "Only admins detach by force.").ToException();
    }

    public async Task<AttachmentDescription> GetAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken) =>
        (await ReadAsync(volume, attachment, cancellationToken)).Attachment;

    public async Task<ConnectionInfo> GetConnectionAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken) =>
        (await ReadAsync(volume, attachment, cancellationToken)).Connection
            ?? throw StorageError.Refused(ErrorReason.Conflict, $"Attachment {attachment} has no host connected; connect one first.").ToException();

    public Task CompleteAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return calls.Policy.RunAsync(_ => calls.Volume(volume).CompleteAttachment(attachment, caller), cancellationToken);
    }

    public Task DetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return calls.EndAsync(() => calls.Volume(volume).DeleteAttachment(attachment, caller), cancellationToken);
    }

    /// <summary>Ends an attachment that must not stay because its making failed. Waits on its own clock, not on the token of the caller who may just have given up, and throws nothing.</summary>
    public async Task TakeBackAsync(VolumeId volume, AttachmentId attachment)
    {
        try
        {
            await DetachAsync(volume, attachment, CancellationToken.None);
        }
        catch (StorageException error) when (error.Error.Reason == ErrorReason.NotFound)
        {
        }
        catch (StorageException error)
        {
            CallLog.LeftBehind(logger, attachment.ToString(), volume.ToString(), error.Message);
        }
    }

    private async Task<AttachmentResult> CreateAsync(VolumeId volume, Guid? instance, Connector? connector, AttachOptions? options, CancellationToken cancellationToken)
    {
        // Chosen once, before the first try: however often the call is repeated, there is one attachment.
        var request = new CreateAttachmentRequest(options?.Id ?? AttachmentId.New(), instance, connector, options?.Mode ?? AttachMode.ReadWrite);
        var caller = calls.NewCaller();
        try
        {
            return await calls.Policy.RunAsync(_ => calls.Volume(volume).CreateAttachment(request, caller), cancellationToken);
        }
        catch (Exception) when (options?.Id is null)
        {
            // The caller never learned the id, so nobody else could end what may have been made.
            await TakeBackAsync(volume, request.Id);
            throw;
        }
    }

    private async Task<AttachmentResult> ReadAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return await calls.Policy.RunAsync(_ => calls.Volume(volume).GetAttachment(attachment, caller), cancellationToken)
            ?? throw StorageError.AttachmentNotFound(attachment).ToException();
    }
}
