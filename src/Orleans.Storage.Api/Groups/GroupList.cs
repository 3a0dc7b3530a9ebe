using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.Groups;

/// <summary>The lists of groups (contract §21).</summary>
internal sealed class GroupList(ICatalog catalog, GroupLookup groups, IOptions<CinderApiOptions> options)
{
    private static readonly ListSpec Spec = new()
    {
        Collection = "groups",
        SortKeys = new[] { "id", "name", "description", "status", "availability_zone", "group_type_id", "created_at", "updated_at" }.ToFrozenDictionary(k => k),
        Filters = ResourceFilters.Of("group"),
        Columns = ListSpec.ColumnsOf(
        [
            "id", "name", "description", "status", "user_id", "host", "availability_zone", "group_type_id", "group_snapshot_id", "source_group_id",
            "replication_status", "created_at", "updated_at",
        ]),
        Parameters = FrozenSet.Create("list_volume"),
        UnknownMarker = marker => ApiException.NotFound($"Group {marker} could not be found."),
        HasCount = false,
    };

    /// <summary>GET /groups and /groups/detail.</summary>
    public async Task AnswerAsync(ApiRequest request, bool isDetail)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        var rows = query.Limit == 0 ? [] : await catalog.ListGroupsAsync(query, CancellationToken.None);
        var view = await groups.ViewAsync(request, rows);
        var address = Links.Of(request, options.Value, Spec.Collection).Collection + (isDetail ? "/detail" : "");
        var page = new ListPage<GroupDescription>(Spec.Collection, address, query.Limit, rows, g => g.Id.Value) { LinksName = "group_links" };
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : GroupView.WriteSummary);
    }
}
