using OrleansStorage.Api.Metadata;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>The metadata of snapshots (contract §14).</summary>
internal static class SnapshotMetadata
{
    /// <summary>How it is read and written.</summary>
    public static MetadataOwner Owner(SnapshotLookup snapshots) => new()
    {
        Path = "/snapshots/{id}",
        Word = "Snapshot",
        ReadPolicy = "volume:get_snapshot_metadata",
        CreatePolicy = "volume:update_snapshot_metadata",
        UpdatePolicy = "volume:update_snapshot_metadata",
        DeletePolicy = "volume:delete_snapshot_metadata",
        ReadAsync = async request => (await snapshots.GetAsync(request.Route("id"), request.Caller)).Metadata,
        ReplaceAsync = async (request, metadata, _) =>
        {
            var (id, volume) = await snapshots.FindAsync(request.Route("id"));
            return (await volume.UpdateSnapshot(id, new UpdateVolumeRequest(null, null, metadata), request.Caller)).Metadata;
        },
        MergeAsync = async (request, entries, _) =>
        {
            var (id, volume) = await snapshots.FindAsync(request.Route("id"));
            return (await volume.MergeSnapshotMetadata(id, entries, request.Caller)).Metadata;
        },
    };
}
