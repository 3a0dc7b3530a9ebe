using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Services;

/// <summary>/os-services/freeze, thaw and failover (contract §19): a frozen backend's volumes can be attached, and neither made, changed nor removed. No backend replicates, so none can fail over.</summary>
internal sealed class FreezeResource(ServiceLookup services) : IResource
{
    private const int ClusterSince = 26;

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Put("/os-services/freeze", request => SetAsync(request, isFrozen: true), new() { Policy = "volume:freeze_host", Body = Backend });
        routes.Put("/os-services/thaw", request => SetAsync(request, isFrozen: false), new() { Policy = "volume:thaw_host", Body = Backend });
        routes.Put("/os-services/failover_host", FailOverAsync, new() { Policy = "volume:failover_host", Success = 202, Body = _ => Failover() });
        routes.Put("/os-services/failover", FailOverAsync, new() { Policy = "volume:failover_host", Success = 202, Since = new(ClusterSince), Body = _ => Failover(("cluster", TextOrNull)) });
    }

    private static Schema Backend(Microversion version) => version.Has(ClusterSince) ? Object([("host", TextOrNull), ("cluster", TextOrNull)]) : Object([("host", TextOrNull)]);

    private static Schema Failover(params (string, Schema)[] more) => Object([("host", TextOrNull), ("backend_id", TextOrNull), .. more]);

    private async Task SetAsync(ApiRequest request, bool isFrozen)
    {
        var row = await FindAsync(request);
        if (row.IsFrozen == isFrozen)
        {
            throw ApiException.BadRequest($"frozen in service {row.Binary} with host={row.Host} must be {(isFrozen ? "False" : "True")} to {(isFrozen ? "freeze" : "thaw")}.");
        }

        await services.ChangeAsync(row, backend => backend.SetFrozen(isFrozen));
        await request.Empty(200);
    }

    private async Task FailOverAsync(ApiRequest request)
    {
        var row = await FindAsync(request);
        throw ApiException.BadRequest($"replication_status in service {row.Binary} with host={row.Host} must be enabled or failed-over and must be up to failover.");
    }

    private async Task<ServiceRow> FindAsync(ApiRequest request)
    {
        var (host, cluster) = (request.Body.TextOrNull("host"), request.Body.TextOrNull("cluster"));
        if (string.IsNullOrEmpty(host) == string.IsNullOrEmpty(cluster))
        {
            throw ApiException.BadRequest("One and only one of cluster and host must be set.");
        }

        // There are no clusters.
        var row = host is null ? null : await services.FindAsync(ServiceRow.Volume, ServiceRow.HostOf(host));
        return row ?? throw ApiException.BadRequest(host is null ? $"No service found with cluster={cluster}" : $"No service found with host={host}");
    }
}
