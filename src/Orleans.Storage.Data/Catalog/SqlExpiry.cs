using OrleansStorage.Ids;
using OrleansStorage.Operations;

namespace OrleansStorage.Data.Catalog;

/// <summary>Walks the timelines in the order of their key, so that nothing but the key needs an index and an attach pays nothing for it.</summary>
internal sealed class SqlExpiry(Database database) : IExpiry
{
    private const string LastOfStep = """
        SELECT volume_id, seq FROM operation_facts WHERE (volume_id, seq) > (@volume, @seq) ORDER BY volume_id, seq LIMIT 1 OFFSET @offset
        """;

    private const string RestOfStep = "DELETE FROM operation_facts WHERE (volume_id, seq) > (@volume, @seq)";
    private readonly IDatabaseDialect _dialect = database.Dialect;

    /// <inheritdoc/>
    public async Task<ExpirySweep> RemoveOperationsAsync(ExpiryPlace after, DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken)
    {
        var volume = _dialect.Parameter(after.Volume.Value);
        var last = await _dialect.RunAsync(c => c.ReadAsync(LastOfStep, new { volume, seq = after.Seq, offset = limit - 1L }, r => new ExpiryPlace(new VolumeId(r.GetGuid(0)), r.GetInt64(1)), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        var next = last.Count > 0 ? last[0] : default;
        var bound = last.Count > 0 ? " AND (volume_id, seq) <= (@lastVolume, @lastSeq)" : "";
        var removed = await _dialect.WriteAsync($"{RestOfStep}{bound} AND {_dialect.EndedAt("document")} < @before",
            new { volume, seq = after.Seq, lastVolume = _dialect.Parameter(next.Volume.Value), lastSeq = next.Seq, before = _dialect.Parameter(endedBefore) }, cancellationToken).ConfigureAwait(false);
        return new(next, removed);
    }
}
