using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Transfers;

namespace OrleansStorage.Api.Transfers;

/// <summary>The lists of open transfers (contract §20): before 3.59 the oldest first, without marker and sort.</summary>
internal sealed class TransferList(ICatalog catalog, IOptions<CinderApiOptions> options)
{
    private const int PagingSince = 59;

    private static readonly ListSpec Spec = new()
    {
        Collection = "transfers",
        SortKeys = new Dictionary<string, string> { ["id"] = "id", ["name"] = "name", ["display_name"] = "name", ["volume_id"] = "volume_id", ["created_at"] = "created_at" }.ToFrozenDictionary(),
        Filters = FrozenSet.Create("name", "volume_id"),
        Columns = ListSpec.ColumnsOf(["id", "name", "volume_id", "source_project_id", "no_snapshots", "accepted", "created_at"],
            ("display_name", "name"), ("destination_project_id", "unset")),
        UnknownMarker = marker => ApiException.NotFound($"Transfer {marker} could not be found."),
        HasCount = false,
    };

    /// <summary>Answers one of the lists of <paramref name="path"/>.</summary>
    public async Task AnswerAsync(ApiRequest request, string path, bool isDetail)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        if (!request.Version.Has(PagingSince))
        {
            query = query with { Marker = null, Sort = [new("created_at", Descending: false)] };
        }

        var rows = query.Limit == 0 ? [] : await catalog.ListTransfersAsync(query, CancellationToken.None);
        var view = new TransferView(request, options.Value);
        var address = Links.Of(request, options.Value, path[1..]).Collection + (isDetail ? "/detail" : "");
        var page = new ListPage<TransferDescription>(Spec.Collection, address, query.Limit, rows, t => t.Id.Value);
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : view.WriteSummary);
    }
}
