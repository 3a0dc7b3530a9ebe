using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.GroupSnapshots;

/// <summary>The lists of group snapshots (contract §21).</summary>
internal sealed class GroupSnapshotList(ICatalog catalog, IOptions<CinderApiOptions> options)
{
    private const int PagingSince = 29;

    private static readonly ListSpec Spec = new()
    {
        Collection = "group_snapshots",
        SortKeys = new[] { "id", "name", "description", "status", "group_id", "group_type_id", "created_at", "updated_at" }.ToFrozenDictionary(k => k),
        Filters = ResourceFilters.Of("group_snapshot"),
        Columns = ListSpec.ColumnsOf(["id", "name", "description", "status", "group_id", "group_type_id", "created_at", "updated_at"]),
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
        var page = new ListPage<GroupSnapshotDescription>(Spec.Collection, address, query.Limit, rows, s => s.Id.Value) { LinksName = "group_snapshot_links" };
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : GroupSnapshotView.WriteSummary);
    }
}
