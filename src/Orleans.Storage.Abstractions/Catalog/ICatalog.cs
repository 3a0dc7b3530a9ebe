using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Transfers;
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

    /// <summary>A page of open transfers; the project is the one that offers.</summary>
    Task<IReadOnlyList<TransferDescription>> ListTransfersAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>A page of groups; the field <c>owes</c> tells those of which something is still to be done.</summary>
    Task<IReadOnlyList<GroupDescription>> ListGroupsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>How many groups match.</summary>
    Task<long> CountGroupsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>A page of group snapshots.</summary>
    Task<IReadOnlyList<GroupSnapshotDescription>> ListGroupSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>What a project uses, by type.</summary>
    Task<IReadOnlyList<ProjectUse>> GetProjectUseAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Whether any volume has the type.</summary>
    Task<bool> IsTypeInUseAsync(VolumeTypeId id, CancellationToken cancellationToken);

    /// <summary>What each project has on a pool, by project.</summary>
    Task<IReadOnlyList<PoolUse>> ListPoolUseAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>Everything that takes space on a pool.</summary>
    Task<IReadOnlyList<CapacityHolder>> ListCapacityHoldersAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>Every export recorded for a pool.</summary>
    Task<IReadOnlyList<RecordedExport>> ListExportsAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>Every volume of a pool with exports on record, in whatever phase.</summary>
    Task<IReadOnlyList<VolumeDescription>> ListExportingVolumesAsync(BackendId backend, CancellationToken cancellationToken);

    /// <summary>Which of these volumes are on record as a pool's, whatever can be read of them.</summary>
    Task<IReadOnlySet<VolumeId>> FindVolumesAsync(BackendId backend, IReadOnlyCollection<VolumeId> ids, CancellationToken cancellationToken);

    /// <summary>The volumes of a pool with an operation that was to end before <paramref name="notAfter"/>, and those with one whose end no right clock can have set.</summary>
    /// <param name="backend">The pool.</param>
    /// <param name="notAfter">When they were to end.</param>
    /// <param name="impossible">An end after this one is a wrong clock's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<VolumeId>> ListOpenIntentsAsync(BackendId backend, DateTimeOffset notAfter, DateTimeOffset impossible, CancellationToken cancellationToken);

    /// <summary>How long ago a volume's record was written, by the database's own clock; null when it does not say, as where that is this machine's.</summary>
    Task<TimeSpan?> GetVolumeAgeAsync(VolumeId volume, CancellationToken cancellationToken) => Task.FromResult<TimeSpan?>(null);

    /// <summary>A page of a volume's timeline, newest first. It outlives the volume.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="marker">The marker of the last entry of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Errors.StorageException">The marker is none.</exception>
    Task<IReadOnlyList<TimelineEntry>> ListOperationsAsync(VolumeId volume, int limit, string? marker, CancellationToken cancellationToken);
}
