using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.AvailabilityZones;

/// <summary>GET /os-availability-zone (contract §19): every zone of a pool; available while any of its pools takes volumes.</summary>
internal sealed class AvailabilityZonesResource(PoolCache pools) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/os-availability-zone", ListAsync);

    private async Task ListAsync(ApiRequest request)
    {
        var known = await pools.GetAsync();
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartArray("availabilityZoneInfo"u8);
        foreach (var zone in known.GroupBy(p => p.AvailabilityZone).OrderBy(z => z.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("zoneName"u8, zone.Key);
            json.WriteStartObject("zoneState"u8);
            json.WriteBoolean("available"u8, zone.Any(p => p.Enabled));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
