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
internal sealed class VolumeList(ICatalog catalog, TypeCache types, ServiceFilter services, IOptions<CinderApiOptions> options)
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
        Filters = ResourceFilters.Of("volume"),
        Columns = ListSpec.ColumnsOf(
            [
                "id", "name", "description", "status", "attach_status", "size", "user_id", "availability_zone", "host", "volume_type_id", "snapshot_id",
                "source_volid", "group_id", "bootable", "multiattach", "shared_targets", "migration_status", "glance_metadata", "created_at", "updated_at",
                "consumes_quota", ServiceFilter.Name,
            ],
            ("display_name", "name"), ("display_description", "description"), ("metadata", "shown_metadata"), ("name_id", "unset"), ("cluster_name", "unset"),
            ("provider_id", "unset"),
            ("replication_status", "unset"), ("consistencygroup_id", "unset"), ("encryption_key_id", "unset")),
        ReadsLiterals = true,
        UnknownMarker = ApiException.VolumeNotFound,
    };

    /// <summary>GET /volumes and /volumes/detail.</summary>
    public async Task AnswerAsync(ApiRequest request, bool isDetail)
    {
        var query = await ReadAsync(request);
        var links = Links.Of(request, options.Value, Spec.Collection);
        var view = new VolumeView(request, links, await types.ForViewsAsync());
        var rows = query.Catalog.Limit == 0 ? [] : await catalog.ListVolumesAsync(query.Catalog, request.Http.RequestAborted);
        var total = query.WithCount ? (await catalog.CountVolumesAsync(query.Catalog, request.Http.RequestAborted)).Count : (long?)null;
        var page = new ListPage<VolumeDescription>(Spec.Collection, links.Collection + (isDetail ? "/detail" : ""), query.Catalog.Limit, rows, v => v.Id.Value) { Total = total };
        await page.AnswerAsync(request, isDetail ? view.WriteDetail : view.WriteSummary);
    }

    /// <summary>GET /volumes/summary.</summary>
    public async Task AnswerSummaryAsync(ApiRequest request)
    {
        var query = (await ReadAsync(request)).Catalog;
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

    private async ValueTask<ListQuery> ReadAsync(ApiRequest request)
    {
        var query = ListQuery.Read(request, Spec, options.Value);
        return query with { Catalog = await services.ResolveAsync(query.Catalog) };
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
