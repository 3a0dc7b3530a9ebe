using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Connections;
using OrleansStorage.Volumes;

namespace OrleansStorage.Cli.Attachments;

/// <summary>An attachment's life through the REST API. The API's client stays its owner's. Safe from any thread.</summary>
public sealed class RestAttachmentCalls(CinderApi api) : IAttachmentCalls
{
    /// <inheritdoc/>
    public async Task<AttachmentKey> CreateAsync(string volumeId, Guid? instance, AttachMode mode, Connector? connector, CancellationToken cancellationToken)
    {
        var wanted = new JsonObject { ["volume_uuid"] = volumeId };
        if (instance is not null)
            wanted["instance_uuid"] = instance;
        if (mode != AttachMode.Unspecified)
            wanted["mode"] = WireName<AttachMode>.Of(mode);
        if (connector is not null)
            wanted["connector"] = Json(connector);
        var made = await api.PostAsync("attachments", new() { ["attachment"] = wanted }, cancellationToken);
        return new(made["attachment"]!["id"]!.GetValue<string>(), volumeId);
    }

    /// <inheritdoc/>
    public Task ConnectAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken) =>
        api.PutAsync($"attachments/{attachment.Id}", new() { ["attachment"] = new JsonObject { ["connector"] = Json(connector) } }, cancellationToken);

    /// <inheritdoc/>
    public async Task ReadConnectionAsync(AttachmentKey attachment, Connector connector, CancellationToken cancellationToken) => await api.PostAsync(
        $"volumes/{await api.VolumeOfAsync(attachment, cancellationToken)}/action", new() { ["os-initialize_connection"] = new JsonObject { ["connector"] = Json(connector) } }, cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync(AttachmentKey attachment, CancellationToken cancellationToken) =>
        api.PostAsync($"attachments/{attachment.Id}/action", new() { ["os-complete"] = null }, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(AttachmentKey attachment, CancellationToken cancellationToken) => api.DeleteAsync($"attachments/{attachment.Id}", cancellationToken);

    /// <inheritdoc/>
    public async Task<AttachmentKey> MigrateAsync(AttachmentKey attachment, Connector destination, CancellationToken cancellationToken)
    {
        var source = await api.ReadAttachmentAsync(attachment.Id, cancellationToken);
        var volumeId = source["volume_id"]!.GetValue<string>();
        var made = await CreateAsync(volumeId, source["instance"]?.GetValue<Guid>(), AttachMode.Unspecified, destination, cancellationToken);
        try
        {
            await CompleteAsync(made, cancellationToken);
        }
        catch
        {
            await DeleteAsync(made, CancellationToken.None);
            throw;
        }
        await DeleteAsync(attachment, cancellationToken);
        return made;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static JsonNode? Json(Connector connector) => JsonSerializer.SerializeToNode(connector, ConnectorJson.Options);
}
