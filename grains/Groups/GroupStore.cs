using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Faults;

namespace OrleansStorage.Grains.Groups;

/// <summary>Keeps a group's state in Orleans' grain storage, conditional on its ETag.</summary>
internal sealed class GroupStore(IGrainStorage storage, GrainId grainId, IFaultPoints faults)
{
    /// <summary>The state's name: rows are keyed by it, and the catalog's triggers know it.</summary>
    private const string StateName = "group";

    private GrainState<GroupState> _stored = new();

    /// <summary>The state as written last; null when the group is not on record.</summary>
    public GroupState? State => _stored is { RecordExists: true, State: { } state } ? state : null;

    public async Task ReadAsync()
    {
        var now = new GrainState<GroupState>();
        await storage.ReadStateAsync(StateName, grainId, now);
        _stored = now;
    }

    public async Task WriteAsync(GroupState state)
    {
        var next = new GrainState<GroupState>(state, _stored.ETag) { RecordExists = _stored.RecordExists };
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
