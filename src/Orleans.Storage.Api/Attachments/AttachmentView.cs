using System.Text.Json;
using OrleansStorage.Api.Connections;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Attachments;

/// <summary>Writes attachments (contract §9).</summary>
internal sealed class AttachmentView(TypeCache types)
{
    /// <summary>Answers with a list of the short form.</summary>
    public static void AnswerSummaries(ApiRequest request, IEnumerable<(AttachmentId Id, AttachStatus Status, Guid? Instance, VolumeId Volume)> attachments) =>
        request.AnswerList("attachments"u8, attachments, static (json, attachment) =>
        {
            json.WriteStartObject();
            WriteCommon(json, attachment.Id, attachment.Status, attachment.Instance, attachment.Volume);
            json.WriteEndObject();
        });

    /// <summary>Answers with the long form.</summary>
    public async Task AnswerAsync(ApiRequest request, AttachmentResult shown)
    {
        var known = await types.ForViewsAsync();
        request.Answer(200, "attachment"u8, shown, (json, attachment) => WriteDetail(json, attachment, known));
    }

    /// <summary>Answers with a list of the long form.</summary>
    public async Task AnswerDetailsAsync(ApiRequest request, IEnumerable<AttachmentResult> shown)
    {
        var known = await types.ForViewsAsync();
        request.AnswerList("attachments"u8, shown, (json, attachment) => WriteDetail(json, attachment, known));
    }

    private static void WriteDetail(Utf8JsonWriter json, AttachmentResult shown, TypeSnapshot types)
    {
        var attachment = shown.Attachment;
        json.WriteStartObject();
        WriteCommon(json, attachment.Id, attachment.Status, attachment.InstanceId, attachment.VolumeId);
        json.WriteDateOrEmpty("attached_at"u8, attachment.AttachedAt);
        json.WriteString("detached_at"u8, ""u8);
        json.WriteString("attach_mode"u8, WireName<AttachMode>.Of(attachment.Mode));
        json.WritePropertyName("connection_info"u8);
        ConnectionInfoView.WriteFlat(json, shown.Connection, types);
        json.WriteEndObject();
    }

    private static void WriteCommon(Utf8JsonWriter json, AttachmentId id, AttachStatus status, Guid? instance, VolumeId volume)
    {
        json.WriteString("id"u8, id.Value);
        json.WriteString("status"u8, WireName<AttachStatus>.Of(status));
        json.WriteIdOrNull("instance"u8, instance);
        json.WriteString("volume_id"u8, volume.Value);
    }
}
