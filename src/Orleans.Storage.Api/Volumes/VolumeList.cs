using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Catalog;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>The lists of volumes and their summary (contract §7.3, §7.7).</summary>
internal sealed class VolumeList(ICatalog catalog, TypeCache types, IOptions<CinderApiOptions> options)
{
    private const int MetadataInSummarySince = 36;

    private static readonly ListSpec Spec = new()
    {
        Collection = "volumes",
        SortKeys = new Dictionary<string, string>
        {
            ["id"] = "id", ["name"] = "name", ["display_name"] = "name", ["size"] = "size", ["status"] = "status", ["availability_zone"] = "availability_zone", ["bootable"] = "bootable",
            ["host"] = "host", ["project_id"] = "project_id", ["volume_type_id"] = "volume_type_id", ["created_at"] = "created_at", ["updated_at"] = "updated_at",
        }.ToFrozenDictionary(),
        Filters = FrozenSet.Create("name", "status", "metadata", "bootable", "migration_status", "availability_zone", "group_id", "size", "created_at", "updated_at", "consumes_quota"),
        FilterNames = new Dictionary<string, string> { ["display_name"] = "name" }.ToFrozenDictionary(),
        UnknownMarker = ApiException.VolumeNotFound,
    };

    /// <summary>GET /volumes and /volumes/detail.</summary>
    public async Task AnswerAsync(ApiRequest request, bool isDetail)
    {
        var query = ListQuery.Read(request, Spec, options.Value);
        var links = Links.Of(request, options.Value, Spec.Collection);
        var view = new VolumeView(request, links, await types.GetAsync());
        var rows = query.Catalog.Limit == 0 ? [] : await catalog.ListVolumesAsync(query.Catalog, request.Http.RequestAborted);
        var total = query.WithCount ? (await catalog.CountVolumesAsync(query.Catalog, request.Http.RequestAborted)).Count : (long?)null;
        var page = new ListPage<VolumeDescription>(Spec.Collection, links.Collection + (isDetail ? "/detail" : ""), query.Catalog.Limit, rows, v => v.Id.Value) { Total = total };
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : view.WriteSummary);
    }

    /// <summary>GET /volumes/summary.</summary>
    public async Task AnswerSummaryAsync(ApiRequest request)
    {
        var query = ListQuery.Read(request, Spec, options.Value).Catalog;
        var (count, sizeGiB) = await catalog.CountVolumesAsync(query, request.Http.RequestAborted);
        var words = request.Version.Has(MetadataInSummarySince) ? await CollectMetadataAsync(query, request.Http.RequestAborted) : null;
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartObject("volume-summary"u8);
        json.WriteNumber("total_count"u8, count);
        json.WriteNumber("total_size"u8, sizeGiB);
        if (words is not null)
        {
            WriteMetadata(json, words);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private async Task<SortedDictionary<string, SortedSet<string>>> CollectMetadataAsync(CatalogQuery query, CancellationToken stop)
    {
        var words = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var page = query with { Limit = options.Value.MaxPageSize, Offset = 0, Marker = null };
        IReadOnlyList<VolumeDescription> rows;
        do
        {
            rows = await catalog.ListVolumesAsync(page, stop);
            foreach (var (key, value) in rows.SelectMany(v => v.Metadata))
            {
                (words.TryGetValue(key, out var values) ? values : words[key] = new(StringComparer.Ordinal)).Add(value);
            }

            page = page with { Marker = rows.Count > 0 ? rows[^1].Id.Value : null };
        }
        while (rows.Count == page.Limit);
        return words;
    }

    private static void WriteMetadata(Utf8JsonWriter json, SortedDictionary<string, SortedSet<string>> words)
    {
        json.WriteStartObject("metadata"u8);
        foreach (var (key, values) in words)
        {
            json.WriteStartArray(key);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
