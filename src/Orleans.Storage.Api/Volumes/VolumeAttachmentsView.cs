using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>Writes who has a volume attached (contract §7.1): only what is attached, not what is about to be.</summary>
internal static class VolumeAttachmentsView
{
    /// <summary>Writes the property <c>attachments</c>.</summary>
    public static void Write(Utf8JsonWriter json, VolumeDescription volume, bool withHost)
    {
        json.WriteStartArray("attachments"u8);
        foreach (var attachment in volume.Attachments)
        {
            if (attachment.Status == AttachStatus.Attached)
            {
                Write(json, volume.Id, attachment, withHost);
            }
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, VolumeId volume, AttachmentDescription attachment, bool withHost)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, volume.Value);
        json.WriteString("attachment_id"u8, attachment.Id.Value);
        json.WriteString("volume_id"u8, volume.Value);
        json.WriteIdOrNull("server_id"u8, attachment.InstanceId);
        json.WriteString("host_name"u8, withHost ? attachment.Host : null);
        json.WriteString("device"u8, attachment.Mountpoint);
        json.WriteDate("attached_at"u8, attachment.AttachedAt);
        json.WriteEndObject();
    }
}
