using System.Text.Json;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Scheduling;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Pools;

/// <summary>GET /scheduler-stats/get_pools (contract §19): what the pools report of themselves.</summary>
internal sealed class PoolsResource(PoolCache pools, TypeCache types) : IResource
{
    private const int NameFilterSince = 28;
    private const int TypeFilterSince = 35;

    /// <summary>The parameters that are none of a pool's capabilities.</summary>
    private static readonly string[] NoCapabilities = ["detail", "name", "volume_type"];

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/scheduler-stats/get_pools", ListAsync, EndpointRules.For("scheduler_extension:scheduler_stats:get_pools") with { Query = ["detail", "name", "volume_type"] });

    /// <summary>What the drivers' versions are said to be.</summary>
    public const string DriverVersion = "1.0";

    private async Task ListAsync(ApiRequest request)
    {
        var withDetail = Booleans.FromQuery(request, "detail");
        var hasFilters = request.Version.Has(NameFilterSince);
        var name = hasFilters ? request.Query("name") : null;
        var type = request.Version.Has(TypeFilterSince) && request.Query("volume_type") is { Length: > 0 } wanted ? await types.ResolveAsync(wanted, request.Caller) : null;
        var capabilities = hasFilters ? request.Http.Request.Query.Keys.Where(key => !NoCapabilities.Contains(key)).ToList() : [];
        var suitable = (await pools.RefreshAsync()).Where(p => (name is null || p.Backend.Value == name)
            && (type is null || PoolFilters.RefuseCapabilities(p, type.ExtraSpecs) is null) && capabilities.TrueForAll(key => ExtraSpecMatcher.Matches(PoolCapabilities.Of(p, key), request.Query(key)!)));
        request.AnswerList("pools"u8, suitable, (json, pool) => Write(json, pool, withDetail));
    }

    private static void Write(Utf8JsonWriter json, PoolReport pool, bool withDetail)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, pool.Backend.Value);
        if (withDetail)
        {
            json.WriteStartObject("capabilities"u8);
            WriteCapabilities(json, pool);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter json, PoolReport pool)
    {
        json.WriteString("pool_name"u8, PoolCapabilities.Of(pool, "pool_name"));
        json.WriteString("volume_backend_name"u8, pool.BackendName);
        json.WriteString("vendor_name"u8, PoolCapabilities.VendorName);
        json.WriteString("driver_version"u8, DriverVersion);
        json.WriteString("storage_protocol"u8, pool.StorageProtocol);
        json.WriteNumber("total_capacity_gb"u8, pool.TotalGiB);
        json.WriteNumber("free_capacity_gb"u8, pool.FreeGiB);
        json.WriteNumber("allocated_capacity_gb"u8, pool.ProvisionedGiB);
        json.WriteNumber("provisioned_capacity_gb"u8, pool.ProvisionedGiB);
        json.WriteString("max_over_subscription_ratio"u8, pool.MaxOverSubscriptionRatio.ToString("0.0###"));
        json.WriteNumber("reserved_percentage"u8, 0);
        json.WriteBoolean("thin_provisioning_support"u8, pool.ThinProvisioning);
        json.WriteBoolean("thick_provisioning_support"u8, !pool.ThinProvisioning);
        json.WriteBoolean("multiattach"u8, pool.Multiattach);
        json.WriteBoolean("online_extend_support"u8, pool.OnlineExtend);
        json.WriteBoolean("QoS_support"u8, false);
        json.WriteNumber("total_volumes"u8, pool.VolumeCount);
        json.WriteString("location_info"u8, pool.DriverName);
        json.WriteString("backend_state"u8, pool.IsUp ? "up"u8 : "down"u8);
        json.WriteNull("filter_function"u8);
        json.WriteNull("goodness_function"u8);
        json.WriteDate("timestamp"u8, pool.At);
    }
}
