using OrleansStorage.Api.Connections;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Attachments;

/// <summary>/attachments (contract §9), since 3.27; completing since 3.44.</summary>
internal sealed class AttachmentsResource(VolumeLookup volumes, AttachmentIndex index, AttachmentList list, AttachmentView view, IdempotentCreates creates) : IResource
{
    private const int Since = 27;
    private const int CompleteSince = 44;

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/attachments", list.AnswerAsync, EndpointRules.For("volume:attachment_get_all", since: Since));
        routes.Get("/attachments/detail", list.AnswerDetailAsync, EndpointRules.For("volume:attachment_get_all", since: Since));
        // Routed in Cinder, without a method behind it.
        routes.Get("/attachments/summary", _ => throw ApiException.NoSuchResource(), EndpointRules.For("volume:attachment_get_all", since: Since));
        routes.Get("/attachments/{id}", ShowAsync, EndpointRules.For("volume:attachment_get", since: Since));
        routes.Post("/attachments", request => creates.RunAsync(request, made => CreateAsync(request, made)), new() { Policy = "volume:attachment_create", Since = new(Since), Body = AttachmentSchemas.Create });
        routes.Put("/attachments/{id}", UpdateAsync, EndpointRules.For("volume:attachment_update", since: Since, body: AttachmentSchemas.Update) with { Find = FindAsync });
        routes.Delete("/attachments/{id}", DeleteAsync, EndpointRules.For("volume:attachment_delete", since: Since) with { Find = FindAsync });
        routes.Action("/attachments/{id}/action", "os-complete", CompleteAsync, EndpointRules.For("volume:attachment_complete", 204, CompleteSince) with { Find = FindAsync });
    }

    private async Task CreateAsync(ApiRequest request, NewResource made)
    {
        var body = request.Body.GetProperty("attachment");
        var volume = new VolumeId(body.IdOrNull("volume_uuid")!.Value);
        var mode = WireName<AttachMode>.Parse(body.TextOrNull("mode")) ?? AttachMode.Unspecified;
        var connector = body.TryGet("connector", out var value) && value.GetPropertyCount() > 0 ? ConnectorReader.Read(value) : null;
        await CheckBootableAsync(request, volume);
        var asked = new CreateAttachmentRequest(new AttachmentId(made.Id), body.IdOrNull("instance_uuid"), connector, mode);
        var result = await AttachmentErrors.WrapCreateAsync(volumes.Grain(volume).CreateAttachment(asked, request.Caller));
        index.Remember(asked.Id, volume);
        await view.AnswerAsync(request, result with { Attachment = AsInserted(result.Attachment, mode) });
    }

    /// <summary>
    /// Cinder answers with the row as it was inserted, before the host was connected: reserved, without time, with the mode that was asked for. Only a read-only volume shows at once.
    /// </summary>
    private static AttachmentDescription AsInserted(AttachmentDescription attachment, AttachMode asked) =>
        attachment with { Status = AttachStatus.Reserved, AttachedAt = null, Mode = attachment.Mode == AttachMode.ReadOnly ? AttachMode.ReadOnly : asked };

    /// <summary>Only some may attach a disk that an instance has booted from to another one (contract §10). Who may anyway costs the volume no question.</summary>
    private async Task CheckBootableAsync(ApiRequest request, VolumeId id)
    {
        const string policy = "volume:multiattach_bootable_volume";
        if (request.May(policy)) return;
        if (await volumes.GetAsync(id.ToString(), request.Caller) is { Multiattach: true, Bootable: true, Status: VolumeStatus.InUse })
        {
            throw ApiException.Forbidden(policy);
        }
    }

    private async Task ShowAsync(ApiRequest request) => await view.AnswerAsync(request, await FindAsync(request));

    private async Task<AttachmentResult> FindAsync(ApiRequest request)
    {
        var (id, volume) = await index.FindAsync(request.Route("id"));
        return await volumes.Grain(volume).GetAttachment(id, request.Caller) ?? throw ApiException.AttachmentNotFound(request.Route("id"));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var connector = ConnectorReader.Read(request.Body.GetProperty("attachment").GetProperty("connector"));
        var (id, owner) = await index.FindAsync(request.Route("id"));
        var result = await AttachmentErrors.WrapUpdateAsync(volumes.Grain(owner).ConnectAttachment(id, connector, request.Caller));
        // Cinder's answer shows the attachment as it was before, beside the connection info that is new.
        await view.AnswerAsync(request, result with { Attachment = result.Before ?? result.Attachment });
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (id, volume) = await index.FindAsync(request.Route("id"));
        var remaining = await volumes.Grain(volume).DeleteAttachment(id, request.Caller);
        AttachmentView.AnswerSummaries(request, remaining.Select(left => (left.Id, left.Status, left.InstanceId, left.VolumeId)));
    }

    private async Task CompleteAsync(ApiRequest request)
    {
        var (id, volume) = await index.FindAsync(request.Route("id"));
        await volumes.Grain(volume).CompleteAttachment(id, request.Caller);
        await request.Empty(204);
    }
}
