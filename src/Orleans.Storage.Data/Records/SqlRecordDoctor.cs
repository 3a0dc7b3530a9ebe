using System.Data.Common;
using System.Text;
using System.Text.Json;
using OrleansStorage.Connections;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Domain.Records;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Records;

/// <summary>Finds, shows, repairs and removes rows that cannot be read, on both databases. Safe from any thread.</summary>
internal sealed class SqlRecordDoctor(Database database, ISecretSealer secrets, IEnumerable<IDocumentKind> documents, IUnreadableRecords unreadable) : IRecordDoctor
{
    private const int PageSize = 500;
    private readonly IDatabaseDialect _dialect = database.Dialect;
    private readonly Dictionary<RecordKind, IDocumentKind> _documents = documents.ToDictionary(d => d.Kind);
    private readonly CatalogRowKinds _rows = new(secrets);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnreadableRecord>> FindAsync(CancellationToken cancellationToken)
    {
        List<UnreadableRecord> found = [];
        await FindDocumentsAsync(found, cancellationToken).ConfigureAwait(false);
        var owners = found.Select(f => (f.Kind, f.Id)).ToHashSet();
        foreach (var kind in _rows.All)
        {
            await _dialect.RunAsync(c => c.ReadAsync($"SELECT {kind.Columns}, {kind.Owner ?? "NULL"}, {kind.Key} FROM {kind.Table}", null,
                row => IsOfAny(owners, kind, row) || Check(found, kind.Kind, row, row.FieldCount - 1, kind.Read), cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        return [.. found.OrderBy(f => f.Kind).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<string?> ShowAsync(RecordKind kind, string id, CancellationToken cancellationToken)
    {
        if (_rows.Find(kind) is not { } row) return await ReadAsync(kind, id, cancellationToken).ConfigureAwait(false) is { Document: { } document } ? Encoding.UTF8.GetString(document) : null;
        var shown = await _dialect.RunAsync(c => c.ReadAsync($"SELECT {row.Columns} FROM {row.Table} WHERE {row.Key} = @id", new { id }, Columns, cancellationToken), cancellationToken).ConfigureAwait(false);
        return shown.Count > 0 ? shown[0] : null;
    }

    /// <inheritdoc/>
    public async Task RepairAsync(RecordKind kind, string id, string? document, CancellationToken cancellationToken)
    {
        if (_rows.Find(kind) is { } row)
        {
            await MakeAgainAsync(row, id, document, cancellationToken).ConfigureAwait(false);
            return;
        }
        var stored = await FindUnreadableAsync(kind, id, cancellationToken).ConfigureAwait(false);
        if (document is null) throw StorageError.InvalidInput($"a {Word(kind)} is repaired with a document; see the one that is there with: doctor show").ToException();
        var normal = Normalize(kind, id, document);
        if (kind == RecordKind.Volume) await ThrowIfBehindAsync(id, normal, cancellationToken).ConfigureAwait(false);
        await WriteAsync(kind, id, stored.Version, "@document", normal, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(RecordKind kind, string id, CancellationToken cancellationToken)
    {
        if (_rows.Find(kind) is { } row)
        {
            if (row.Owner is not null) throw StorageError.Refused(ErrorReason.Conflict, $"A {Word(kind)} is a part of its {Word(row.OwnerKind)}: repair it, without a document, and it is made again.").ToException();
            await ThrowIfReadableAsync(row, id, cancellationToken).ConfigureAwait(false);
            await _dialect.WriteAsync($"DELETE FROM {row.Table.Split(' ')[0]} AS {row.Table.Split(' ')[1]} WHERE {row.Key} = @id", new { id }, cancellationToken).ConfigureAwait(false);
            unreadable.NoteReadable(kind, id);
            return;
        }
        var stored = await FindUnreadableAsync(kind, id, cancellationToken).ConfigureAwait(false);
        await WriteAsync(kind, id, stored.Version, "NULL", null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is made from a record that cannot be read is repaired with it.</summary>
    private static bool IsOfAny(HashSet<(RecordKind, string)> owners, CatalogRowKinds.RowKind kind, DbDataReader row) =>
        owners.Count > 0 && kind.Owner is not null && owners.Contains((kind.OwnerKind, row.GetString(row.FieldCount - 2)));

    private static string Word(RecordKind kind) => WireName<RecordKind>.Of(kind);

    private static string Columns(DbDataReader row) =>
        JsonSerializer.Serialize(Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, i => row.IsDBNull(i) ? null : row.GetValue(i).ToString()));

    private async Task FindDocumentsAsync(List<UnreadableRecord> found, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT grainidextensionstring, graintypestring, {_dialect.Document("s")} FROM orleansstorage s
            WHERE (grainidextensionstring, graintypestring) > (@id, @kind) AND {_dialect.Document("s")} IS NOT NULL ORDER BY grainidextensionstring, graintypestring LIMIT @limit
            """;
        (string Id, string Kind) last = ("", "");
        IReadOnlyList<(string Id, string Kind)> page;
        do
        {
            page = await _dialect.RunAsync(c => c.ReadAsync(sql, new { id = last.Id, kind = last.Kind, limit = (long)PageSize }, Read, cancellationToken), cancellationToken).ConfigureAwait(false);
            last = page.Count > 0 ? page[^1] : default;
        }
        while (page.Count == PageSize);

        (string, string) Read(DbDataReader row)
        {
            var (id, word) = (row.GetString(0), row.GetString(1));
            if (WireName<RecordKind>.Parse(word) is { } kind && _documents.TryGetValue(kind, out var document))
                Check(found, kind, row, 0, r => document.Normalize(r.GetFieldValue<byte[]>(2), id));
            return (id, word);
        }
    }

    private bool Check(List<UnreadableRecord> found, RecordKind kind, DbDataReader row, int idColumn, Action<DbDataReader> read)
    {
        var id = row.GetValue(idColumn).ToString()!;
        if (WhyNot(() => read(row)) is { } why)
        {
            found.Add(new(kind, id, why));
            unreadable.Note(kind, id, why);
        }
        else
        {
            unreadable.NoteReadable(kind, id);
        }
        return true;
    }

    private static string? WhyNot(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            return e.Message;
        }
    }

    private async Task<(byte[]? Document, long Version)?> ReadAsync(RecordKind kind, string id, CancellationToken cancellationToken)
    {
        var rows = await _dialect.RunAsync(c => c.ReadAsync(
            $"SELECT {_dialect.Document("s")}, s.version FROM orleansstorage s WHERE s.grainidextensionstring = @id AND s.graintypestring = @kind", new { id, kind = Word(kind) },
            static r => (r.IsDBNull(0) ? null : r.GetFieldValue<byte[]>(0), Convert.ToInt64(r.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)), cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    private async Task<(byte[] Document, long Version)> FindUnreadableAsync(RecordKind kind, string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(kind, id, cancellationToken).ConfigureAwait(false) is not { Document: { } document, Version: var version })
            throw StorageError.NotFound($"There is no record of {Word(kind)} {id}.").ToException();
        return WhyNot(() => _documents[kind].Normalize(document, id)) is not null ? (document, version) : throw Readable(kind, id);
    }

    private static StorageException Readable(RecordKind kind, string id) => StorageError.Refused(ErrorReason.Conflict, $"The record of {Word(kind)} {id} can be read: it is changed by its own calls alone.").ToException();

    private byte[] Normalize(RecordKind kind, string id, string document)
    {
        try
        {
            return _documents[kind].Normalize(Encoding.UTF8.GetBytes(document), id);
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            throw StorageError.InvalidInput($"document is none of {Word(kind)} {id}: {e.Message}").ToException();
        }
    }

    /// <summary>An array refuses epochs that are lower than one that it has seen, and an epoch is never used twice.</summary>
    private async Task ThrowIfBehindAsync(string id, byte[] document, CancellationToken cancellationToken)
    {
        var entries = await _dialect.RunAsync(c => c.ReadAsync("SELECT document FROM operations WHERE volume_id = @volume ORDER BY seq DESC LIMIT 100", new { volume = _dialect.Parameter(Guid.Parse(id)) },
            static row => row.GetString(0), cancellationToken), cancellationToken).ConfigureAwait(false);
        long newest = 0;
        foreach (var entry in entries) WhyNot(() => newest = Math.Max(newest, VolumeStateJson.ReadOperation(entry).Epoch));
        if (VolumeStateJson.Read(document).Epoch is var epoch && epoch < newest)
            throw StorageError.InvalidInput($"document has epoch {epoch}, and the volume's timeline shows {newest}: give it that one or a higher one.").ToException();
    }

    private async Task WriteAsync(RecordKind kind, string id, long version, string value, byte[]? document, CancellationToken cancellationToken)
    {
        var sql = $"UPDATE orleansstorage SET {_dialect.SetDocument(value)}, version = version + 1 WHERE grainidextensionstring = @id AND graintypestring = @kind AND version = @version";
        object parameters = document is null ? new { id, kind = Word(kind), version = (int)version } : new { id, kind = Word(kind), version = (int)version, document };
        if (await _dialect.WriteAsync(sql, parameters, cancellationToken).ConfigureAwait(false) == 0)
            throw StorageError.Refused(ErrorReason.Conflict, $"The record of {Word(kind)} {id} was written meanwhile; look again.").ToException();
        unreadable.NoteReadable(kind, id);
    }

    private async Task ThrowIfReadableAsync(CatalogRowKinds.RowKind row, string id, CancellationToken cancellationToken)
    {
        var rows = await _dialect.RunAsync(c => c.ReadAsync($"SELECT {row.Columns} FROM {row.Table} WHERE {row.Key} = @id", new { id }, r => WhyNot(() => row.Read(r)) is not null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (rows.Count == 0) throw StorageError.NotFound($"There is no record of {Word(row.Kind)} {id}.").ToException();
        if (!rows[0]) throw Readable(row.Kind, id);
    }

    private async Task MakeAgainAsync(CatalogRowKinds.RowKind row, string id, string? document, CancellationToken cancellationToken)
    {
        if (row.Owner is null || document is not null)
            throw StorageError.InvalidInput(row.Owner is null ? $"a {Word(row.Kind)} cannot be repaired, only removed." : $"a {Word(row.Kind)} is made again from its {Word(row.OwnerKind)}, without a document.").ToException();
        await ThrowIfReadableAsync(row, id, cancellationToken).ConfigureAwait(false);
        var owners = await _dialect.RunAsync(c => c.ReadAsync($"SELECT {row.Owner} FROM {row.Table} WHERE {row.Key} = @id", new { id }, static r => r.GetString(0), cancellationToken), cancellationToken).ConfigureAwait(false);
        if (await ReadAsync(row.OwnerKind, owners[0], cancellationToken).ConfigureAwait(false) is not { Document: { } stored } || WhyNot(() => _documents[row.OwnerKind].Normalize(stored, owners[0])) is not null)
            throw StorageError.Refused(ErrorReason.Conflict, $"It belongs to {Word(row.OwnerKind)} {owners[0]}, whose record cannot be read either: repair that one.").ToException();
        await _dialect.WriteAsync(row.OwnerKind == RecordKind.Group ? _dialect.ProjectGroup : _dialect.ProjectVolume, new { id = owners[0] }, cancellationToken).ConfigureAwait(false);
        unreadable.NoteReadable(row.Kind, id);
    }
}
