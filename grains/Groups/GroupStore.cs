using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Records;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Groups;

/// <summary>Keeps a group's state in Orleans' grain storage, conditional on its ETag.</summary>
internal sealed class GroupStore(IGrainStorage storage, GrainId grainId, IFaultPoints faults)
{
    /// <summary>The state's name: rows are keyed by it, and the catalog's triggers know it.</summary>
    private const string StateName = "group";

    private GrainState<Stored<GroupState>> _stored = new();

    /// <summary>Whether there is a row that cannot be read.</summary>
    public bool IsUnreadable => _stored is { RecordExists: true, State.Unreadable: not null };

    /// <summary>The state as written last; null when the group is not on record.</summary>
    /// <exception cref="StorageException">The row cannot be read: whatever is asked is refused, and nothing writes over it.</exception>
    public GroupState? State => IsUnreadable ? throw StorageError.Unreadable(RecordKind.Group, grainId.Key).ToException() : _stored is { RecordExists: true, State.State: { } state } ? state : null;

    public async Task ReadAsync()
    {
        var now = new GrainState<Stored<GroupState>>();
        await storage.ReadStateAsync(StateName, grainId, now);
        _stored = now;
    }

    public async Task WriteAsync(GroupState state)
    {
        var next = new GrainState<Stored<GroupState>>(new() { State = state }, _stored.ETag) { RecordExists = _stored.RecordExists };
        await faults.ReachAsync(FaultPoint.GroupBeforeWrite);
        await storage.WriteStateAsync(StateName, grainId, next);
        await faults.ReachAsync(FaultPoint.GroupAfterWrite);
        _stored = next;
    }

    public async Task ClearAsync()
    {
        await faults.ReachAsync(FaultPoint.GroupBeforeClear);
        await storage.ClearStateAsync(StateName, grainId, _stored);
        await faults.ReachAsync(FaultPoint.GroupAfterClear);
        _stored = new();
    }
}
