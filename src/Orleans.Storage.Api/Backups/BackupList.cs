using System.Collections.Frozen;
using System.Globalization;
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

    private static readonly FrozenDictionary<string, Func<BackupRecord, string?>> Values = new Dictionary<string, Func<BackupRecord, string?>>
    {
        ["id"] = b => b.Id.ToString(),
        ["name"] = b => b.Name,
        ["description"] = b => b.Description,
        ["status"] = _ => "error",
        ["volume_id"] = b => b.VolumeId.ToString(),
        ["snapshot_id"] = b => b.SnapshotId?.ToString(),
        ["user_id"] = b => b.UserId,
        ["size"] = b => b.SizeGiB.ToString(CultureInfo.InvariantCulture),
        ["availability_zone"] = b => b.AvailabilityZone,
        ["container"] = b => b.Container,
        ["fail_reason"] = b => b.FailReason,
    }.ToFrozenDictionary();

    private static readonly ListSpec Spec = new()
    {
        Collection = "backups",
        SortKeys = new[] { "id", "created_at", "updated_at", "status", "size", "name", "volume_id" }.ToFrozenDictionary(k => k, k => k),
        Filters = ResourceFilters.Of("backup"),
        Columns = ListSpec.ColumnsOf(Values.Keys, ("display_name", "name"), ("display_description", "description")),
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
            && !query.Catalog.MatchesNothing && query.Catalog.Filters.All(f => Matches(b, f))).ToList();
        var page = List.Page(request, matching, query.Catalog.Limit);
        var links = Links.Of(request, options.Value, Spec.Collection);
        var answer = new ListPage<BackupRecord>(Spec.Collection, links.Collection, query.Catalog.Limit, page, b => b.Id.Value) { Total = query.WithCount ? matching.Count : null };
        await answer.AnswerAsync(request, form(new BackupView(request, links)));
    }

    private static bool Matches(BackupRecord backup, CatalogFilter filter)
    {
        var value = Values[filter.Field](backup);
        return value is not null && (filter.Operator == CatalogOperator.Like ? value.Contains(filter.Value ?? "", StringComparison.Ordinal) : value == filter.Value);
    }
}
