using OrleansStorage.Errors;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Groups;

/// <summary>A group whose record cannot be read: it refuses every call, is listed by what the catalog knows, and nothing writes over it.</summary>
public sealed partial class GroupGrain
{
    /// <summary>The next activation reads the record anew: it may be repaired.</summary>
    private void ThrowIfUnreadable()
    {
        if (!_store.IsUnreadable) return;
        DeactivateOnIdle();
        throw StorageError.Unreadable(RecordKind.Group, _id).ToException();
    }
}
