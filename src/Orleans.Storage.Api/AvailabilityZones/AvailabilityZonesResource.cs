using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.AvailabilityZones;

/// <summary>GET /os-availability-zone (contract §19): every zone of a pool; available while any of its pools takes volumes.</summary>
internal sealed class AvailabilityZonesResource(PoolCache pools) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/os-availability-zone", ListAsync, EndpointRules.For(null));

    private async Task ListAsync(ApiRequest request)
    {
        var zones = (await pools.GetAsync()).GroupBy(p => p.AvailabilityZone).OrderBy(z => z.Key, StringComparer.Ordinal);
        request.AnswerList("availabilityZoneInfo"u8, zones, static (json, zone) =>
        {
            json.WriteStartObject();
            json.WriteString("zoneName"u8, zone.Key);
            json.WriteStartObject("zoneState"u8);
            json.WriteBoolean("available"u8, zone.Any(p => p.Enabled));
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
