using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-migrate_volume</c>: refused, as no data is moved; a host that there is not is told first, as Cinder does.</summary>
internal sealed class Migrate(PoolCache pools) : VolumeAction
{
    private const int ClusterSince = 16;

    /// <inheritdoc/>
    public override string Name => "os-migrate_volume";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:migrate_volume";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("host", TextOrNull), ("cluster", TextOrNull), ("force_host_copy", CommonSchemas.Boolean), ("lock_volume", CommonSchemas.Boolean)]);

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var hasClusters = call.Request.Version.Has(ClusterSince);
        var cluster = hasClusters ? call.Value.TextOrNull("cluster") : null;
        var host = call.Value.TextOrNull("host");
        if (string.IsNullOrEmpty(cluster) == string.IsNullOrEmpty(host))
        {
            throw ApiException.InvalidInput(hasClusters ? "One and only one of cluster and host must be set." : "Host field is missing.");
        }

        var pool = cluster is null ? (await pools.RefreshAsync()).FirstOrDefault(p => p.Backend.Value == host && p is { IsUp: true, Enabled: true }) : null;
        await call.Volume.Migrate(pool?.Backend ?? throw ApiException.BadRequest($"Invalid host: No available service named '{cluster ?? host}'"), call.Caller);
        await call.AcceptAsync();
    }
}
