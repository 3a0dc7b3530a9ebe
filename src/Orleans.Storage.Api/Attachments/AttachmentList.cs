using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Attachments;

/// <summary>The lists of attachments (contract §9). They have no links to further pages: Cinder forgot them, and clients page by marker.</summary>
internal sealed class AttachmentList(ICatalog catalog, VolumeLookup volumes, AttachmentView view, IOptions<CinderApiOptions> options)
{
    private static readonly ListSpec Spec = new()
    {
        Collection = "attachments",
        SortKeys = new Dictionary<string, string>
        {
            ["id"] = "id", ["created_at"] = "created_at", ["volume_id"] = "volume_id", ["attach_status"] = "attach_status", ["instance_uuid"] = "instance_id", ["instance_id"] = "instance_id",
        }.ToFrozenDictionary(),
        Filters = ResourceFilters.Of("attachment"),
        Columns = ListSpec.ColumnsOf(["id", "volume_id", "attach_status", "attached_host", "attach_mode", "mountpoint"],
            ("status", "attach_status"), ("instance_id", "instance_id"), ("instance_uuid", "instance_id")),
        UnknownMarker = ApiException.AttachmentNotFound,
        HasCount = false,
    };

    /// <summary>GET /attachments.</summary>
    public async Task AnswerAsync(ApiRequest request)
    {
        AttachmentView.AnswerSummaries(request, (await ListAsync(request)).Select(row => (row.Id, row.Status, row.InstanceId, row.VolumeId)));
    }

    /// <summary>GET /attachments/detail: the connection info is with the volumes.</summary>
    public async Task AnswerDetailAsync(ApiRequest request)
    {
        var rows = await ListAsync(request);
        var found = await Task.WhenAll(rows.Select(row => FindAsync(row, request.Caller)));
        await view.AnswerDetailsAsync(request, found.OfType<AttachmentResult>());
    }

    /// <summary>Of a volume whose record cannot be read it is shown as failed, and the others are shown all the same.</summary>
    private async Task<AttachmentResult?> FindAsync(AttachmentRow row, Caller caller)
    {
        try
        {
            return await volumes.Grain(row.VolumeId).GetAttachment(row.Id, caller);
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.Unreadable)
        {
            return new(new() { Id = row.Id, VolumeId = row.VolumeId, InstanceId = row.InstanceId, Status = AttachStatus.ErrorAttaching }, null);
        }
    }

    private async Task<IReadOnlyList<AttachmentRow>> ListAsync(ApiRequest request)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        return query.Limit == 0 ? [] : await catalog.ListAttachmentsAsync(query, request.Http.RequestAborted);
    }
}
