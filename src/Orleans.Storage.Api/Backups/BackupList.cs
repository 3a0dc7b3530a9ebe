using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Backups;

/// <summary>GET /backups and /backups/detail (contract §22): quotas keep backups few, so they are filtered in memory.</summary>
internal sealed class BackupList(IGrainFactory grains, IOptions<CinderApiOptions> options)
{
    private const int NameSortSince = 37;

    private static readonly ListSpec Spec = new()
    {
        Collection = "backups",
        SortKeys = new[] { "id", "created_at", "updated_at", "status", "size", "name", "volume_id" }.ToFrozenDictionary(k => k, k => k),
        Filters = FrozenSet.Create("name", "status", "volume_id"),
        NameSortSince = NameSortSince,
        UnknownMarker = BackupsResource.NotFound,
    };

    private static readonly MemoryList<BackupRecord> List = new(b => b.Id.Value, b => b.CreatedAt, BackupsResource.NotFound,
        [("updated_at", b => b.UpdatedAt), ("status", _ => "error"), ("size", b => b.SizeGiB), ("name", b => b.Name), ("volume_id", b => b.VolumeId.ToString())]);

    /// <summary>The short list.</summary>
    public Task AnswerAsync(ApiRequest request) => AnswerAsync(request, view => view.WriteSummary);

    /// <summary>The long one.</summary>
    public Task AnswerDetailAsync(ApiRequest request) => AnswerAsync(request, view => view.WriteDetail);

    private async Task AnswerAsync(ApiRequest request, Func<BackupView, Action<Utf8JsonWriter, BackupRecord>> form)
    {
        var query = ListQuery.Read(request, Spec, options.Value);
        var matching = (await grains.GetGrain<IBackupsGrain>(IBackupsGrain.Key).GetState()).Where(b => (query.Catalog.Project is null || b.ProjectId == query.Catalog.Project)
            && query.Catalog.Filters.All(f => Matches(b, f))).ToList();
        var page = List.Page(request, matching, query.Catalog.Limit);
        var links = Links.Of(request, options.Value, Spec.Collection);
        var answer = new ListPage<BackupRecord>(Spec.Collection, links.Collection, query.Catalog.Limit, page, b => b.Id.Value) { Total = query.WithCount ? matching.Count : null };
        await answer.AnswerAsync(request, form(new BackupView(request, links)));
    }

    /// <summary>A field that backups have not matches nothing, as in every list.</summary>
    private static bool Matches(BackupRecord backup, CatalogFilter filter)
    {
        var value = filter.Field switch
        {
            "name" => backup.Name,
            "status" => "error",
            "volume_id" => backup.VolumeId.ToString(),
            "snapshot_id" => backup.SnapshotId?.ToString(),
            "id" => backup.Id.ToString(),
            _ => null,
        };
        return value is not null && (filter.Operator == CatalogOperator.Like ? value.Contains(filter.Value ?? "", StringComparison.Ordinal) : value == filter.Value);
    }
}
