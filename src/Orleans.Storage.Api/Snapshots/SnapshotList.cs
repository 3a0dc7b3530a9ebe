using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>The lists of snapshots (contract §14).</summary>
internal sealed class SnapshotList(ICatalog catalog, IOptions<CinderApiOptions> options)
{
    private const int NameSortSince = 30;

    private static readonly ListSpec Spec = new()
    {
        Collection = "snapshots",
        SortKeys = new Dictionary<string, string>
        {
            ["id"] = "id", ["name"] = "name", ["display_name"] = "name", ["status"] = "status", ["volume_id"] = "volume_id", ["volume_size"] = "size", ["user_id"] = "user_id",
            ["project_id"] = "project_id", ["created_at"] = "created_at", ["updated_at"] = "updated_at",
        }.ToFrozenDictionary(),
        Filters = ResourceFilters.Of("snapshot"),
        Columns = ListSpec.ColumnsOf(
            [
                "id", "name", "description", "status", "volume_id", "volume_size", "user_id", "host", "availability_zone", "metadata", "group_snapshot_id",
                "progress", "volume_type_id", "created_at", "updated_at", "consumes_quota",
            ],
            ("display_name", "name"), ("display_description", "description"), ("size", "volume_size"), ("encryption_key_id", "unset"),
            ("provider_id", "unset"), ("cgsnapshot_id", "unset")),
        NameSortSince = NameSortSince,
        UnknownMarker = ApiException.SnapshotNotFound,
    };

    /// <summary>GET /snapshots and /snapshots/detail.</summary>
    public async Task AnswerAsync(ApiRequest request, bool isDetail)
    {
        var query = ListQuery.Read(request, Spec, options.Value);
        var rows = query.Catalog.Limit == 0 ? [] : await catalog.ListSnapshotsAsync(query.Catalog, request.Http.RequestAborted);
        var total = query.WithCount ? await catalog.CountSnapshotsAsync(query.Catalog, request.Http.RequestAborted) : (long?)null;
        var links = Links.Of(request, options.Value, Spec.Collection);
        var view = new SnapshotView(request);
        var page = new ListPage<SnapshotDescription>(Spec.Collection, links.Collection + (isDetail ? "/detail" : ""), query.Catalog.Limit, rows, s => s.Id.Value) { Total = total };
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : view.WriteSummary);
    }
}
