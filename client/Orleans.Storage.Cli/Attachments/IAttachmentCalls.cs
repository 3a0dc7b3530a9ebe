using OrleansStorage.Connections;
using OrleansStorage.Volumes;

namespace OrleansStorage.Cli.Attachments;

/// <summary>
/// The calls of an attachment's life: a command is the same whether they go through the REST API or through the SDK. What is only read is always the REST API's. Safe from any thread.
/// A call that is not served throws <see cref="Rest.ApiException"/> or <see cref="Errors.StorageException"/>, and <see cref="Rest.EndpointException"/> when nobody answers.
/// </summary>
public interface IAttachmentCalls : IAsyncDisposable
{
    /// <summary>Claims a volume for an instance and, with a connector, connects its host at once. Again: a second attachment.</summary>
    Task<AttachmentKey> CreateAsync(string volumeId, Guid? instance, AttachMode mode, Connector? connector, CancellationToken cancellationToken);

    /// <summary>Connects a claim's host. Again: nothing more is done.</summary>
    Task ConnectAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken);

    /// <summary>Asks how the host that is connected logs in; nothing changes.</summary>
    Task ReadConnectionAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken);

    /// <summary>Says that the guest uses the volume now. Again: nothing more is done.</summary>
    Task CompleteAsync(AttachmentKey attachment, CancellationToken cancellationToken);

    /// <summary>Ends an attachment, and answers when the array has shut its host out. Again: not found.</summary>
    Task DeleteAsync(AttachmentKey attachment, CancellationToken cancellationToken);

    /// <summary>Lets another host in for the attachment's instance, completes it there, and ends the attachment; when anything fails before its end, the other host is shut out again.</summary>
    /// <returns>The other host's attachment.</returns>
    Task<AttachmentKey> MigrateAsync(AttachmentKey attachment, Connector destination, CancellationToken cancellationToken);
}
