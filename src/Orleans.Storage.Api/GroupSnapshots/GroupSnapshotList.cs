using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.GroupSnapshots;

/// <summary>The lists of group snapshots (contract §21).</summary>
internal sealed class GroupSnapshotList(ICatalog catalog, IOptions<CinderApiOptions> options)
{
    private const int PagingSince = 29;

    private static readonly ListSpec Spec = new()
    {
        Collection = "group_snapshots",
        SortKeys = new[] { "id", "name", "description", "status", "group_id", "group_type_id", "created_at", "updated_at" }.ToFrozenDictionary(k => k),
        Filters = FrozenSet.Create("name", "status", "group_id"),
        UnknownMarker = marker => ApiException.NotFound($"GroupSnapshot {marker} could not be found."),
        HasCount = false,
        Since = PagingSince,
    };

    /// <summary>GET /group_snapshots and /group_snapshots/detail.</summary>
    public async Task AnswerAsync(ApiRequest request, bool isDetail)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        var rows = query.Limit == 0 ? [] : await catalog.ListGroupSnapshotsAsync(query, CancellationToken.None);
        var view = new GroupSnapshotView(request);
        var address = Links.Of(request, options.Value, Spec.Collection).Collection + (isDetail ? "/detail" : "");
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteList("group_snapshots"u8, rows, isDetail ? view.WriteDetail : GroupSnapshotView.WriteSummary);
        Paging.WriteLink(json, "group_snapshot_links", address, request.Http.Request.Query, query.Limit, rows.Count, rows.Count > 0 ? rows[^1].Id.Value : null);
        json.WriteEndObject();
    }
}
