using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Messages;

/// <summary>
/// The messages to users. A volume's write that ends a failed operation says so (<see cref="MessageNote"/>), and the database keeps the message in the very transaction of that write: none is lost, and none
/// is there twice. Safe from any thread; every call may be repeated.
/// </summary>
public interface IUserMessages
{
    /// <summary>A page of messages; fields: <c>id</c>, <c>created_at</c>, <c>event_id</c>, <c>resource_type</c>, <c>resource_uuid</c>, <c>request_id</c>, <c>message_level</c>.</summary>
    Task<IReadOnlyList<UserMessage>> ListAsync(CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>Removes a message of a project (null: of any); false when there is none.</summary>
    Task<bool> RemoveAsync(MessageId id, ProjectId? project, CancellationToken cancellationToken);

    /// <summary>Removes messages whose time is over, the oldest first; answers how many.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<int> RemoveExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
