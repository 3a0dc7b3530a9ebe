using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Limits;

/// <summary>GET /limits (contract §18): a project's quotas and use, in other words than quota sets have.</summary>
internal sealed class LimitsResource(ProjectLookup projects) : IResource
{
    private const int OtherProjectSince = 39;

    private static readonly (string Limit, string Used, string Quota)[] Lines =
    [
        ("maxTotalVolumes", "totalVolumesUsed", QuotaResource.Volumes), ("maxTotalSnapshots", "totalSnapshotsUsed", QuotaResource.Snapshots),
        ("maxTotalVolumeGigabytes", "totalGigabytesUsed", QuotaResource.Gigabytes), ("maxTotalBackups", "totalBackupsUsed", QuotaResource.Backups),
        ("maxTotalBackupGigabytes", "totalBackupGigabytesUsed", QuotaResource.BackupGigabytes),
    ];

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/limits", ShowAsync, EndpointRules.For("limits_extension:used_limits") with { Query = ["project_id"] });

    private async Task ShowAsync(ApiRequest request)
    {
        var other = request.Version.Has(OtherProjectSince) && request.Caller.IsAdmin ? request.Query("project_id") : null;
        var quotas = await projects.Grain(string.IsNullOrEmpty(other) ? request.Caller.Project.Value : other).GetState();
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartObject("limits"u8);
        json.WriteStartArray("rate"u8);
        json.WriteEndArray();
        json.WriteStartObject("absolute"u8);
        foreach (var (limit, used, quota) in Lines)
        {
            var line = quotas.GetValueOrDefault(quota);
            json.WriteNumber(limit, line.Limit);
            json.WriteNumber(used, line.InUse);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
