using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Manageable;

/// <summary>The bodies of adoptions (contract §24).</summary>
internal static class ManageableSchemas
{
    private const int ClusterSince = 16;

    private static readonly Schema Reference = new() { Types = JsonTypes.Object | JsonTypes.String, AllowsMore = true, MinProperties = 1, MinLength = 1 };

    private static readonly (string, Schema)[] VolumeFields =
    [
        ("ref", Reference), ("host", TextOrNull), ("name", TextOrNull), ("description", TextOrNull), ("volume_type", TextOrNull), ("metadata", MetadataOrNull), ("availability_zone", TextOrNull),
        ("bootable", CommonSchemas.Boolean),
    ];

    private static readonly Schema VolumeByHost = Body("volume", Object(VolumeFields, "ref"));
    private static readonly Schema VolumeByHostOrCluster = Body("volume", Object([.. VolumeFields, ("cluster", TextOrNull)], "ref"));

    /// <summary>POST /manageable_snapshots.</summary>
    public static readonly Schema Snapshot =
        Body("snapshot", Object([("volume_id", Id), ("ref", Reference), ("name", TextOrNull), ("description", TextOrNull), ("metadata", MetadataOrNull)], "volume_id", "ref"));

    /// <summary>POST /manageable_volumes.</summary>
    public static Schema Volume(Microversion version) => version.Has(ClusterSince) ? VolumeByHostOrCluster : VolumeByHost;
}
