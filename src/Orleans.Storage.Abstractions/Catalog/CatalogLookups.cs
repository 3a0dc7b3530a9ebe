using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Catalog;

/// <summary>Look-ups that several callers make of the same lists. Safe from any thread.</summary>
public static class CatalogLookups
{
    /// <summary>The volume of this id; null when there is none. As new as the last write, and it wakes no grain: one that is asked for a volume that is not there ends, and would take a create under way beside it along.</summary>
    public static async Task<VolumeDescription?> FindVolumeAsync(this ICatalog catalog, VolumeId id, CancellationToken cancellationToken) =>
        await catalog.ListVolumesAsync(CatalogQuery.ById(id.Value), cancellationToken) is [var volume] ? volume : null;
}
