using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>What the catalog answers to backends, reconcilers and the project, from the rows as they are.</summary>
internal sealed class SimCatalog(SimWorld sim) : ICatalog
{
    private static readonly NotSupportedException NotAsked = new("The simulation asks the catalog for exports, open intents and quota only.");
    private ProjectUse? _counted;

    /// <summary>Every export on record.</summary>
    public IReadOnlyList<RecordedExport> Exports() =>
        [.. sim.Volumes.SelectMany(v => v.Row.State?.Exports.Select(e => new RecordedExport(v.Id, e.Host, e.Connector.Initiator, e.Location?.TargetName, e.Location?.Lun, e.Phase)) ?? [])];

    public Task<IReadOnlyList<RecordedExport>> ListExportsAsync(BackendId backend, CancellationToken cancellationToken) => Task.FromResult(Exports());

    public Task<IReadOnlyList<VolumeDescription>> ListExportingVolumesAsync(BackendId backend, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VolumeDescription>>([.. sim.Volumes.Where(v => v.Row.State is { Exports.Length: > 0 }).Select(v => v.Row.State!.Describe())]);

    public Task<IReadOnlySet<VolumeId>> FindVolumesAsync(BackendId backend, IReadOnlyCollection<VolumeId> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<VolumeId>>(sim.Volumes.Where(v => v.Row.State is not null).Select(v => v.Id).ToHashSet());

    public Task<IReadOnlyList<VolumeId>> ListOpenIntentsAsync(BackendId backend, DateTimeOffset notAfter, DateTimeOffset impossible, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VolumeId>>([.. sim.Volumes.Where(v => v.Row.Read?.Intent is { } i && (i.NotAfter < notAfter || i.NotAfter > impossible)).Select(v => v.Id)]);

    /// <summary>What the project has of both quotas: of a volume that is being grown as much as it will have.</summary>
    public ProjectUse ProjectUse()
    {
        var states = sim.Volumes.Select(v => v.Row.State).Where(s => s is { Gone: false }).ToList();
        return new(default, states.Count, states.Sum(s => s!.Snapshots.Length), states.Sum(s => (s!.GrowingToGiB ?? s.SizeGiB) + s.Snapshots.Sum(n => n.SizeGiB)));
    }

    public Task<IReadOnlyList<ProjectUse>> GetProjectUseAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var (before, now) = (_counted ?? ProjectUse(), ProjectUse());
        _counted = now;
        return Task.FromResult<IReadOnlyList<ProjectUse>>([sim.Plan.Mutant == Mutant.StaleCount ? before : now]);
    }

    public Task<VolumeId?> FindVolumeOfSnapshotAsync(SnapshotId id, CancellationToken cancellationToken) =>
        Task.FromResult(sim.Volumes.FirstOrDefault(v => v.Row.State?.FindSnapshot(id) is not null)?.Id);

    public Task<long> CountGroupsAsync(CatalogQuery query, CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <summary>One page has them all.</summary>
    public Task<IReadOnlyList<VolumeDescription>> ListVolumesAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VolumeDescription>>(query.Marker is not null ? [] : [.. sim.Volumes.Where(v => v.Row.State is { Gone: false }).Select(v => v.Row.State!.Describe())]);

    public Task<(long Count, long SizeGiB)> CountVolumesAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<SnapshotDescription>> ListSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<long> CountSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<AttachmentRow>> ListAttachmentsAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<VolumeId?> FindVolumeOfAttachmentAsync(AttachmentId id, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<TransferDescription>> ListTransfersAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<GroupDescription>> ListGroupsAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<GroupSnapshotDescription>> ListGroupSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) => throw NotAsked;

    public Task<bool> IsTypeInUseAsync(VolumeTypeId id, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<PoolUse>> ListPoolUseAsync(BackendId backend, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<CapacityHolder>> ListCapacityHoldersAsync(BackendId backend, CancellationToken cancellationToken) => throw NotAsked;

    public Task<IReadOnlyList<TimelineEntry>> ListOperationsAsync(VolumeId volume, int limit, string? marker, CancellationToken cancellationToken) => throw NotAsked;
}
