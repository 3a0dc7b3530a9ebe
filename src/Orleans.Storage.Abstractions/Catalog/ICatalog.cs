using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Catalog;

/// <summary>
/// Lists, counts and look-ups over everything on record. The database keeps it in the very transaction that writes a grain's state, so it is never stale. Safe from any thread; every call may be repeated.
/// </summary>
public interface ICatalog
{
    /// <summary>A page of volumes.</summary>
    Task<IReadOnlyList<VolumeDescription>> ListVolumesAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>How many volumes match, the page's limit, offset and marker aside, and their GiB.</summary>
    Task<(long Count, long SizeGiB)> CountVolumesAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>A page of snapshots.</summary>
    Task<IReadOnlyList<SnapshotDescription>> ListSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>How many snapshots match.</summary>
    Task<long> CountSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>A page of attachments.</summary>
    Task<IReadOnlyList<AttachmentRow>> ListAttachmentsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>The volume of an attachment; null when there is none.</summary>
    Task<VolumeId?> FindVolumeOfAttachmentAsync(AttachmentId id, CancellationToken cancellationToken);

    /// <summary>The volume of a snapshot; null when there is none.</summary>
    Task<VolumeId?> FindVolumeOfSnapshotAsync(SnapshotId id, CancellationToken cancellationToken);

    /// <summary>What a project uses, by type.</summary>
    Task<IReadOnlyList<ProjectUse>> GetProjectUseAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Whether any volume has the type.</summary>
    Task<bool> IsTypeInUseAsync(VolumeTypeId id, CancellationToken cancellationToken);

    /// <summary>Everything that takes space on a pool.</summary>
    Task<IReadOnlyList<CapacityHolder>> ListCapacityHoldersAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>Every export recorded for a pool.</summary>
    Task<IReadOnlyList<RecordedExport>> ListExportsAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>The volumes of a pool with an operation that was to end before <paramref name="notAfter"/>.</summary>
    Task<IReadOnlyList<VolumeId>> ListOpenIntentsAsync(BackendId backend, DateTimeOffset notAfter, CancellationToken cancellationToken);

    /// <summary>The newest entries of a volume's timeline, newest first.</summary>
    Task<IReadOnlyList<OperationEntry>> ListOperationsAsync(VolumeId volume, int limit, CancellationToken cancellationToken);
}
