using System.Data.Common;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Records;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Data.Catalog;

/// <summary>The catalog on both databases: one text of SQL, the differences in the dialect.</summary>
internal sealed class SqlCatalog(Database database, IUnreadableRecords unreadable) : ICatalog
{
    private const string TypesInUse = """
        SELECT u.type_id, CAST(sum(u.volumes) AS bigint), CAST(sum(u.snapshots) AS bigint), CAST(sum(u.size) AS bigint)
        FROM (SELECT v.type_id, 1 AS volumes, 0 AS snapshots, coalesce(v.growing_to, v.size) AS size FROM volumes v WHERE v.project = @project
              UNION ALL SELECT v.type_id, 0, 1, s.size FROM snapshots s JOIN volumes v ON v.id = s.volume_id WHERE s.project = @project) u
        GROUP BY u.type_id ORDER BY u.type_id
        """;

    private const string ProjectsOfPool = """
        SELECT u.project, CAST(sum(u.volumes) AS bigint), CAST(sum(u.volume_size) AS bigint), CAST(sum(u.snapshots) AS bigint), CAST(sum(u.snapshot_size) AS bigint)
        FROM (SELECT v.project, 1 AS volumes, v.size AS volume_size, 0 AS snapshots, 0 AS snapshot_size FROM volumes v WHERE v.backend = @backend
              UNION ALL SELECT s.project, 0, 0, 1, s.size FROM volumes v JOIN snapshots s ON s.volume_id = v.id WHERE v.backend = @backend) u
        GROUP BY u.project ORDER BY u.project
        """;

    private const string HoldersOfPool = """
        SELECT v.id, coalesce(v.growing_to, v.size), 1 FROM volumes v WHERE v.backend = @backend
        UNION ALL SELECT s.id, s.size, 0 FROM volumes v JOIN snapshots s ON s.volume_id = v.id WHERE v.backend = @backend
        """;

    private const string PageOfTimeline = """
        SELECT seq, position, document FROM operations
        WHERE volume_id = @volume AND seq <= @seq AND (seq < @seq OR position < @position) ORDER BY seq DESC, position DESC LIMIT @limit
        """;

    /// <summary>How many parameters one statement has at most; both databases take more.</summary>
    private const int IdsAtOnce = 500;

    private readonly IDatabaseDialect _dialect = database.Dialect;
    private readonly string _document =
        $"JOIN orleansstorage document ON document.grainidextensionstring = {database.Dialect.StateKey("v.id")} AND document.graintypestring = 'volume'";
    private readonly CatalogPage _volumes = new(database.Dialect, CatalogTable.Volumes);
    private readonly CatalogPage _snapshots = new(database.Dialect, CatalogTable.Snapshots);
    private readonly string _groupDocument =
        $"JOIN orleansstorage document ON document.grainidextensionstring = {database.Dialect.StateKey("g.id")} AND document.graintypestring = 'group'";
    private readonly CatalogPage _attachments = new(database.Dialect, CatalogTable.Attachments);
    private readonly CatalogPage _transfers = new(database.Dialect, CatalogTable.Transfers);
    private readonly CatalogPage _groups = new(database.Dialect, CatalogTable.Groups);
    private readonly CatalogPage _groupSnapshots = new(database.Dialect, CatalogTable.GroupSnapshots);

    private readonly RowReader<VolumeDescription> _volumeRows = new(RecordKind.Volume, unreadable, CatalogRows.Volume, CatalogRemains.Volume, idColumn: 1);
    private readonly RowReader<SnapshotDescription> _snapshotRows = new(RecordKind.Snapshot, unreadable, CatalogRows.Snapshot, CatalogRemains.Snapshot);
    private readonly RowReader<AttachmentRow> _attachmentRows = new(RecordKind.Attachment, unreadable, CatalogRows.Attachment, CatalogRemains.Attachment);
    private readonly RowReader<TransferDescription> _transferRows = new(RecordKind.Transfer, unreadable, CatalogRows.Transfer, CatalogRemains.Transfer);
    private readonly RowReader<GroupDescription> _groupRows = new(RecordKind.Group, unreadable, CatalogRows.Group, CatalogRemains.Group, idColumn: 1);
    private readonly RowReader<GroupSnapshotDescription> _groupSnapshotRows = new(RecordKind.GroupSnapshot, unreadable, CatalogRows.GroupSnapshot, CatalogRemains.GroupSnapshot);
    private readonly RowReader<VolumeId> _intentRows = new(RecordKind.OpenOperation, unreadable, CatalogRows.VolumeId, static (_, why) => throw new FormatException(why));
    private readonly RowReader<CapacityHolder> _holderRows = new(RecordKind.Volume, unreadable, CatalogRows.CapacityHolder, static (row, _) => new(row.GetGuid(0), 0, false));

    // The page is cut from the small table first; only its rows' documents are read.
    /// <inheritdoc/>
    public async Task<IReadOnlyList<VolumeDescription>> ListVolumesAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        await WithFactsAsync(await _volumes.ListAsync(query, (page, order) => $"SELECT {_dialect.Document("document")}, v.id FROM (SELECT v.*{page}) v {_document}{order}", _volumeRows, cancellationToken)
            .ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<(long Count, long SizeGiB)> CountVolumesAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _volumes.AggregateAsync(query, "count(*), CAST(coalesce(sum(v.size), 0) AS bigint)", r => (r.GetInt64(0), r.GetInt64(1)), (0L, 0L), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SnapshotDescription>> ListSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _snapshots.ListAsync(query, (page, _) => "SELECT " + CatalogRows.SnapshotColumns + page, _snapshotRows, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _snapshots.AggregateAsync(query, "count(*)", r => r.GetInt64(0), 0L, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AttachmentRow>> ListAttachmentsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _attachments.ListAsync(query, (page, _) => "SELECT " + CatalogRows.AttachmentColumns + page, _attachmentRows, cancellationToken);

    /// <inheritdoc/>
    public Task<VolumeId?> FindVolumeOfAttachmentAsync(AttachmentId id, CancellationToken cancellationToken) =>
        FindVolumeAsync("SELECT volume_id FROM attachments WHERE id = @id", id.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<VolumeId?> FindVolumeOfSnapshotAsync(SnapshotId id, CancellationToken cancellationToken) =>
        FindVolumeAsync("SELECT volume_id FROM snapshots WHERE id = @id", id.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TransferDescription>> ListTransfersAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _transfers.ListAsync(query, (page, _) => "SELECT " + CatalogRows.TransferColumns + page, _transferRows, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupDescription>> ListGroupsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _groups.ListAsync(query, (page, order) => $"SELECT {_dialect.Document("document")}, {CatalogRows.GroupFactColumns} FROM (SELECT g.*{page}) g {_groupDocument}{order}", _groupRows, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountGroupsAsync(CatalogQuery query, CancellationToken cancellationToken) => _groups.AggregateAsync(query, "count(*)", r => r.GetInt64(0), 0L, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupSnapshotDescription>> ListGroupSnapshotsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _groupSnapshots.ListAsync(query, (page, _) => "SELECT " + CatalogRows.GroupSnapshotColumns + page, _groupSnapshotRows, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectUse>> GetProjectUseAsync(ProjectId project, CancellationToken cancellationToken) =>
        ReadAsync(TypesInUse, new { project = project.Value }, CatalogRows.ProjectUse, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IsTypeInUseAsync(VolumeTypeId id, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT 1 FROM volumes WHERE type_id = @id LIMIT 1", new { id = _dialect.Parameter(id.Value) }, _ => true, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolUse>> ListPoolUseAsync(BackendId backend, CancellationToken cancellationToken) =>
        ReadAsync(ProjectsOfPool, new { backend = backend.Value }, CatalogRows.PoolUse, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CapacityHolder>> ListCapacityHoldersAsync(BackendId backend, CancellationToken cancellationToken) =>
        ReadAsync(HoldersOfPool, new { backend = backend.Value }, _holderRows, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedExport>> ListExportsAsync(BackendId backend, CancellationToken cancellationToken) =>
        [.. (await ListExportingVolumesAsync(backend, cancellationToken).ConfigureAwait(false)).SelectMany(RecordedExport.Of)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VolumeDescription>> ListExportingVolumesAsync(BackendId backend, CancellationToken cancellationToken) =>
        await WithFactsAsync(await ReadAsync($"SELECT {_dialect.Document("document")}, v.id FROM volumes v {_document} WHERE v.backend = @backend AND (v.exports > 0 OR v.exports IS NULL) ORDER BY v.id",
            new { backend = backend.Value }, _volumeRows, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<VolumeId>> FindVolumesAsync(BackendId backend, IReadOnlyCollection<VolumeId> ids, CancellationToken cancellationToken)
    {
        HashSet<VolumeId> found = [];
        foreach (var some in ids.Chunk(IdsAtOnce))
        {
            var condition = new CatalogCondition(_dialect, CatalogTable.Volumes);
            condition.Add($"v.backend = {condition.Parameter(backend.Value)}");
            condition.AddAny("v.id", some.Select(i => _dialect.Parameter(i.Value)));
            found.UnionWith(await ReadAsync($"SELECT v.id FROM volumes v{condition.Text}", condition.Parameters, CatalogRows.VolumeId, cancellationToken).ConfigureAwait(false));
        }
        return found;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VolumeId>> ListOpenIntentsAsync(BackendId backend, DateTimeOffset notAfter, DateTimeOffset impossible, CancellationToken cancellationToken) =>
        ReadAsync("SELECT volume_id FROM intents WHERE backend = @backend AND (not_after < @notAfter OR not_after > @impossible) ORDER BY not_after",
            new { backend = backend.Value, notAfter = _dialect.Parameter(notAfter), impossible = _dialect.Parameter(impossible) }, _intentRows, cancellationToken);

    /// <inheritdoc/>
    public async Task<TimeSpan?> GetVolumeAgeAsync(VolumeId volume, CancellationToken cancellationToken)
    {
        if (_dialect.AgeOfState is not { } age) return null;
        var found = await ReadAsync($"SELECT {age} FROM orleansstorage WHERE grainidextensionstring = @id AND graintypestring = 'volume'", new { id = volume.ToString() },
            static row => row.GetDouble(0), cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? TimeSpan.FromSeconds(found[0]) : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelineEntry>> ListOperationsAsync(VolumeId volume, int limit, string? marker, CancellationToken cancellationToken)
    {
        var after = marker is null ? TimelineMarker.End : TimelineMarker.Parse(marker);
        return ReadAsync(PageOfTimeline, new { volume = _dialect.Parameter(volume.Value), limit = (long)limit, seq = after.Seq, position = after.Position }, OperationRows(volume), cancellationToken);
    }

    /// <summary>Puts what the catalog knows in the place of volumes whose documents cannot be read.</summary>
    private async Task<IReadOnlyList<VolumeDescription>> WithFactsAsync(IReadOnlyList<VolumeDescription> volumes, CancellationToken cancellationToken)
    {
        if (volumes.All(v => v.Unreadable is null)) return volumes;
        var condition = new CatalogCondition(_dialect, CatalogTable.Volumes);
        condition.AddAny("v.id", volumes.Where(v => v.Unreadable is not null).Select(v => _dialect.Parameter(v.Id.Value)));
        var known = (await ReadAsync($"SELECT {CatalogRemains.VolumeFactColumns} FROM volumes v{condition.Text}", condition.Parameters, CatalogRemains.VolumeFacts, cancellationToken).ConfigureAwait(false))
            .ToDictionary(v => v.Id);
        return [.. volumes.Select(v => v.Unreadable is { } why && known.TryGetValue(v.Id, out var facts) ? facts with { Unreadable = why } : v)];
    }

    private RowReader<TimelineEntry> OperationRows(VolumeId volume) =>
        new(RecordKind.TimelineEntry, unreadable, CatalogRows.Operation, CatalogRemains.Operation) { IdPrefix = volume + "." };

    private async Task<VolumeId?> FindVolumeAsync(string sql, Guid id, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(sql, new { id = _dialect.Parameter(id) }, CatalogRows.VolumeId, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        _dialect.RunAsync(c => c.ReadAsync(sql, parameters, read, cancellationToken), cancellationToken);

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object parameters, RowReader<T> rows, CancellationToken cancellationToken) =>
        _dialect.RunAsync(c => c.ReadAsync(sql, parameters, rows, cancellationToken), cancellationToken);
}
