using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Services;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Hosts;

/// <summary>/os-hosts (contract §19): the services once more, and what each project has on a backend.</summary>
internal sealed class HostsResource(ServiceLookup services, ICatalog catalog) : IResource
{
    private const string Policy = "volume_extension:hosts";
    private static readonly Schema Update = new() { Types = JsonTypes.Object, Properties = [("status", new() { Types = JsonTypes.String, Words = ["enable", "disable"] })], Required = ["status"] };

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/os-hosts", ListAsync, EndpointRules.For(Policy) with { Query = ["zone"] });
        routes.Get("/os-hosts/{host}", ShowAsync, EndpointRules.For(Policy));
        routes.Put("/os-hosts/{host}", UpdateAsync, EndpointRules.For(Policy, body: Update));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var zone = request.Query("zone");
        var rows = await services.ListAsync();
        request.AnswerList("hosts"u8, rows.Where(row => zone is null || row.Zone == zone), static (json, row) =>
        {
            json.WriteStartObject();
            json.WriteString("host_name"u8, row.Host);
            json.WriteString("service"u8, row.Binary);
            json.WriteString("zone"u8, row.Zone);
            json.WriteString("service-status"u8, row.IsUp ? "available"u8 : "unavailable"u8);
            json.WriteString("service-state"u8, row.IsEnabled ? "enabled"u8 : "disabled"u8);
            json.WriteDate("last-update"u8, row.At);
            json.WriteEndObject();
        });
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var row = await FindAsync(request);
        var uses = (await Task.WhenAll(row.Pools.Select(pool => catalog.ListPoolUseAsync(pool.Backend, request.Http.RequestAborted)))).SelectMany(use => use);
        var byProject = uses.GroupBy(use => use.Project.Value).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Sum(p.Key, p)).ToList();
        request.AnswerList("host"u8, byProject.Prepend(Sum("(total)", byProject)), (json, use) => Write(json, row.Host, use));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var row = await FindAsync(request);
        var isEnabled = request.Body.TextOrNull("status") == "enable";
        await services.ChangeAsync(row, backend => backend.SetEnabled(isEnabled, null));
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString("host"u8, row.Host);
        json.WriteString("status"u8, isEnabled ? "enabled"u8 : "disabled"u8);
        json.WriteEndObject();
    }

    private async Task<ServiceRow> FindAsync(ApiRequest request)
    {
        var host = request.Route("host");
        return await services.FindAsync(ServiceRow.Volume, host) ?? throw ApiException.NotFound($"Service {ServiceRow.Volume} could not be found on host {host}.");
    }

    private static PoolUse Sum(string project, IEnumerable<PoolUse> uses) =>
        uses.Aggregate(new PoolUse(new(project), 0, 0, 0, 0), (sum, use) => new(sum.Project, sum.Volumes + use.Volumes, sum.VolumeSizeGiB + use.VolumeSizeGiB,
            sum.Snapshots + use.Snapshots, sum.SnapshotSizeGiB + use.SnapshotSizeGiB));

    /// <summary>Cinder's numbers are texts here.</summary>
    private static void Write(Utf8JsonWriter json, string host, PoolUse use)
    {
        json.WriteStartObject();
        json.WriteStartObject("resource"u8);
        json.WriteString("host"u8, host);
        json.WriteString("project"u8, use.Project.Value);
        json.WriteString("volume_count"u8, Text(use.Volumes));
        json.WriteString("total_volume_gb"u8, Text(use.VolumeSizeGiB));
        json.WriteString("snapshot_count"u8, Text(use.Snapshots));
        json.WriteString("total_snapshot_gb"u8, Text(use.SnapshotSizeGiB));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
