using OrleansStorage.Api.Metadata;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>The metadata of volumes (contract §13).</summary>
internal static class VolumeMetadata
{
    /// <summary>How it is read and written.</summary>
    public static MetadataOwner Owner(VolumeLookup volumes) => new()
    {
        Path = "/volumes/{id}",
        Word = "Volume",
        HasEtag = true,
        ReadPolicy = "volume:get_volume_metadata",
        CreatePolicy = "volume:create_volume_metadata",
        UpdatePolicy = "volume:update_volume_metadata",
        DeletePolicy = "volume:delete_volume_metadata",
        ReadAsync = async request => (await volumes.GetAsync(request.Route("id"), request.Caller)).Metadata,
        ReplaceAsync = async (request, metadata, ifMatch) =>
            (await volumes.Grain(request.Route("id")).Update(new UpdateVolumeRequest(null, null, metadata, ifMatch), request.Caller)).Metadata,
        MergeAsync = async (request, entries, ifMatch) => (await volumes.Grain(request.Route("id")).MergeMetadata(entries, request.Caller, ifMatch)).Metadata,
    };
}
