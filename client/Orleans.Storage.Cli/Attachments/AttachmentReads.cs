using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Attachments;

/// <summary>What is read of attachments, always through the REST API.</summary>
internal static class AttachmentReads
{
    /// <summary>An attachment as the API shows it, with how its host logs in.</summary>
    public static async Task<JsonObject> ReadAttachmentAsync(this CinderApi api, string id, CancellationToken cancellationToken) =>
        (JsonObject)(await api.GetAsync($"attachments/{id}", cancellationToken))["attachment"]!;

    /// <summary>The volume of an attachment, asked for only when the caller does not know it.</summary>
    public static async Task<string> VolumeOfAsync(this CinderApi api, AttachmentKey attachment, CancellationToken cancellationToken) =>
        attachment.VolumeId ?? (await api.ReadAttachmentAsync(attachment.Id, cancellationToken))["volume_id"]!.GetValue<string>();
}
