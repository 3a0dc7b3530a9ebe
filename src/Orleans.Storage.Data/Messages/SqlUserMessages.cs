using OrleansStorage.Catalog;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Messages;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Messages;

/// <summary>Messages to users on both databases: one text of SQL. A trigger writes them.</summary>
internal sealed class SqlUserMessages(Database database, IUnreadableRecords unreadable) : IUserMessages
{
    private const string Remove = "DELETE FROM messages WHERE id = @id";
    private const string RemoveExpired = "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE created_at < @before ORDER BY created_at LIMIT @limit)";
    private readonly IDatabaseDialect _dialect = database.Dialect;
    private readonly RowReader<UserMessage> _rows = new(RecordKind.Message, unreadable, CatalogRows.Message, CatalogRemains.Message);
    private readonly CatalogPage _page = new(database.Dialect, CatalogTable.Messages);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UserMessage>> ListAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        _page.ListAsync(query, (page, _) => "SELECT " + CatalogRows.MessageColumns + page, _rows, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(MessageId id, ProjectId? project, CancellationToken cancellationToken) =>
        await _dialect.WriteAsync(project is null ? Remove : Remove + " AND project = @project", new { id = _dialect.Parameter(id.Value), project = project?.Value }, cancellationToken).ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public Task<int> RemoveExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(RemoveExpired, new { before = _dialect.Parameter(now - UserMessage.Lifetime), limit = (long)limit }, cancellationToken);
}
