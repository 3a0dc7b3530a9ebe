using System.Data.Common;
using OrleansStorage.Connections;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Domain.Records;
using OrleansStorage.Errors;
using OrleansStorage.Idempotency;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Idempotency;

/// <summary>Idempotency keys on both databases: one text of SQL.</summary>
internal sealed class SqlIdempotencyKeys(Database database, ISecretSealer secrets, IUnreadableRecords unreadable) : IIdempotencyKeys
{
    private const string Take = """
        INSERT INTO idempotency_keys AS kept (key, request_digest, resource_id, taken_at) VALUES (@key, @request, @resource, @takenAt)
        ON CONFLICT (key) DO UPDATE SET request_digest = excluded.request_digest, resource_id = excluded.resource_id, taken_at = excluded.taken_at, status = NULL, answer = NULL
        WHERE kept.taken_at < @expired OR kept.taken_at > @impossible
        """;

    private const string Keep = "UPDATE idempotency_keys SET status = @status, answer = @answer WHERE key = @key AND resource_id = @resource AND status IS NULL";
    private const string Read = "SELECT key, request_digest, resource_id, taken_at, status, answer FROM idempotency_keys WHERE key = @key";
    private const string Remove = "DELETE FROM idempotency_keys WHERE key IN (SELECT key FROM idempotency_keys WHERE taken_at < @expired OR taken_at > @impossible ORDER BY taken_at LIMIT @limit)";
    private readonly IDatabaseDialect _dialect = database.Dialect;

    /// <inheritdoc/>
    public async Task<IdempotencyKey> TakeAsync(IdempotencyKey wanted, CancellationToken cancellationToken)
    {
        await _dialect.WriteAsync(Take, new
        {
            key = wanted.Key, request = wanted.RequestDigest, resource = _dialect.Parameter(wanted.ResourceId), takenAt = _dialect.Parameter(wanted.TakenAt), expired = Expired(wanted.TakenAt), impossible = Impossible(wanted.TakenAt),
        }, cancellationToken).ConfigureAwait(false);
        return await FindAsync(wanted.Key, cancellationToken).ConfigureAwait(false) ?? wanted;
    }

    /// <inheritdoc/>
    public async Task<IdempotentAnswer> KeepAnswerAsync(IdempotencyKey key, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        await _dialect.WriteAsync(Keep, new { key = key.Key, resource = _dialect.Parameter(key.ResourceId), status = answer.Status, answer = secrets.Seal(answer.Body).Value }, cancellationToken)
            .ConfigureAwait(false);
        var kept = await FindAsync(key.Key, cancellationToken).ConfigureAwait(false);
        return kept is { Answer: { } first } && kept.ResourceId == key.ResourceId ? first : answer;
    }

    /// <inheritdoc/>
    public Task<int> RemoveExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(Remove, new { expired = Expired(now), impossible = Impossible(now), limit = (long)limit }, cancellationToken);

    private async Task<IdempotencyKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var found = await _dialect.RunAsync(c => c.ReadAsync(Read, new { key }, Row, cancellationToken), cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    /// <exception cref="StorageException">The key is damaged, so that nobody knows what it stands for: what was made under it must not be made twice.</exception>
    private IdempotencyKey Row(DbDataReader row)
    {
        try
        {
            return new(row.GetString(0), row.GetString(1), row.GetGuid(2), row.Time(3), row.IsDBNull(4) ? null : new(row.GetInt32(4), secrets.Open(new(row.GetString(5)))));
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            var key = row.GetString(0);
            unreadable.Note(RecordKind.IdempotencyKey, key, e.Message);
            throw StorageError.Unreadable(RecordKind.IdempotencyKey, key).ToException();
        }
    }

    /// <summary>A key that was taken later than now by its whole lifetime was taken by a wrong clock, and would stand for as long as that was wrong.</summary>
    private object Impossible(DateTimeOffset now) => _dialect.Parameter(now + IIdempotencyKeys.Lifetime);

    private object Expired(DateTimeOffset now) => _dialect.Parameter(now - IIdempotencyKeys.Lifetime);
}
