using System.Data.Common;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Data.Catalog;

/// <summary>Counts for operators, on both databases.</summary>
internal sealed class SqlFigures(Database database) : IFigures
{
    private const string Statuses = "SELECT v.status, CAST(count(*) AS bigint) FROM volumes v WHERE v.backend = @backend GROUP BY v.status";
    private const string StatusesOfNoPool = "SELECT v.status, CAST(count(*) AS bigint) FROM volumes v WHERE v.backend IS NULL GROUP BY v.status";
    private const string Operations = "SELECT CAST(count(*) AS bigint), min(o.started_at) FROM open_operations o WHERE o.backend = @backend";

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatusCount>> CountStatusesAsync(BackendId? backend, CancellationToken cancellationToken) =>
        ReadAsync(backend is null ? StatusesOfNoPool : Statuses, backend, r => new StatusCount(r.GetString(0), r.GetInt64(1)), cancellationToken);

    /// <inheritdoc/>
    public async Task<OpenOperations> GetOpenOperationsAsync(BackendId backend, CancellationToken cancellationToken) =>
        (await ReadAsync(Operations, backend, r => new OpenOperations(r.GetInt64(0), r.TimeOrNull(1)), cancellationToken).ConfigureAwait(false))[0];

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql, BackendId? backend, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        database.Dialect.RunAsync(c => c.ReadAsync(sql, new { backend = backend?.Value }, read, cancellationToken), cancellationToken);
}
