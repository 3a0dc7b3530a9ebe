using System.Data.Common;
using System.Text.Json;
using OrleansStorage.Connections;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Idempotency;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Records;

/// <summary>The rows that are not documents: where each kind is, how it is read, and what makes it again.</summary>
internal sealed class CatalogRowKinds(ISecretSealer secrets)
{
    /// <summary>One kind of row.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Table">Where it is, and by what name.</param>
    /// <param name="Columns">What is read of it.</param>
    /// <param name="Key">Its key, as a text.</param>
    /// <param name="Owner">The key of the record that it is made from, as a text; null when it is a record of its own.</param>
    /// <param name="Read">Reads it; throws when it is damaged.</param>
    internal sealed record RowKind(RecordKind Kind, string Table, string Columns, string Key, string? Owner, Action<DbDataReader> Read)
    {
        /// <summary>The kind of the record that it is made from.</summary>
        public RecordKind OwnerKind => Kind == RecordKind.GroupSnapshot ? RecordKind.Group : RecordKind.Volume;
    }

    /// <summary>Every kind.</summary>
    public IReadOnlyList<RowKind> All { get; } =
    [
        new(RecordKind.Snapshot, "snapshots s", CatalogRows.SnapshotColumns, "CAST(s.id AS text)", "CAST(s.volume_id AS text)", row => CatalogRows.Snapshot(row)),
        new(RecordKind.Attachment, "attachments a", CatalogRows.AttachmentColumns, "CAST(a.id AS text)", "CAST(a.volume_id AS text)", row => CatalogRows.Attachment(row)),
        new(RecordKind.Transfer, "transfers t", CatalogRows.TransferColumns, "CAST(t.id AS text)", "CAST(t.volume_id AS text)", row => CatalogRows.Transfer(row)),
        new(RecordKind.GroupSnapshot, "group_snapshots s", CatalogRows.GroupSnapshotColumns, "CAST(s.id AS text)", "CAST(s.group_id AS text)", row => CatalogRows.GroupSnapshot(row)),
        new(RecordKind.OpenOperation, "intents i", "i.volume_id, i.not_after", "CAST(i.volume_id AS text)", "CAST(i.volume_id AS text)", row => (row.GetGuid(0), row.Time(1)).ToString()),
        new(RecordKind.TimelineEntry, "operation_facts o", "o.document", "CAST(o.volume_id AS text) || '.' || CAST(o.seq AS text)", null, row => JsonDocument.Parse(Ended(row.GetString(0))).Dispose()),
        new(RecordKind.Message, "messages m", CatalogRows.MessageColumns, "CAST(m.id AS text)", null, row => CatalogRows.Message(row)),
        new(RecordKind.IdempotencyKey, "idempotency_keys k", "k.resource_id, k.taken_at, k.status, k.answer", "k.key", null,
            row => _ = (row.GetGuid(0), row.Time(1), row.IsDBNull(2) ? null : new IdempotentAnswer(row.GetInt32(2), secrets.Open(new(row.GetString(3)))))),
    ];

    /// <summary>The kind of that name; null when its records are documents.</summary>
    public RowKind? Find(RecordKind kind) => All.FirstOrDefault(k => k.Kind == kind);

    /// <summary>What a write ended, as one JSON text: PostgreSQL keeps the line of the document as it is.</summary>
    private static string Ended(string document) => document.StartsWith('[') ? document : "{" + document.TrimEnd(',') + "}";
}
