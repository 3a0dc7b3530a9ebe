using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Data.Catalog;

/// <summary>Counts for operators, on both databases.</summary>
internal sealed class SqlFigures(Database database) : IFigures
{
    private const string Statuses = "SELECT v.status, CAST(count(*) AS bigint) FROM volumes v WHERE v.backend = @backend GROUP BY v.status ORDER BY v.status";
    private const string StatusesOfNoPool = "SELECT v.status, CAST(count(*) AS bigint) FROM volumes v WHERE v.backend IS NULL GROUP BY v.status ORDER BY v.status";
    private const string Operations = "SELECT CAST(count(*) AS bigint), min(o.started_at) FROM open_operations o WHERE o.backend = @backend";

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatusCount>> CountStatusesAsync(BackendId? backend, CancellationToken cancellationToken) => database.Dialect.RunAsync(
        c => c.ReadAsync(backend is null ? StatusesOfNoPool : Statuses, new { backend = backend?.Value }, r => new StatusCount(r.GetString(0), r.GetInt64(1)), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<OpenOperations> GetOpenOperationsAsync(BackendId backend, CancellationToken cancellationToken)
    {
        var rows = await database.Dialect.RunAsync(
            c => c.ReadAsync(Operations, new { backend = backend.Value }, r => new OpenOperations(r.GetInt64(0), r.TimeOrNull(1)), cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }
}
