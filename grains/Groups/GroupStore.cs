using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Groups;

namespace OrleansStorage.Grains.Groups;

/// <summary>Keeps a group's state in Orleans' grain storage, conditional on its ETag.</summary>
internal sealed class GroupStore(IGrainStorage storage, GrainId grainId)
{
    /// <summary>The state's name: rows are keyed by it, and the catalog's triggers know it.</summary>
    private const string StateName = "group";

    private GrainState<GroupState> _stored = new();

    /// <summary>The state as written last; null when the group is not on record.</summary>
    public GroupState? State => _stored is { RecordExists: true, State: { } state } ? state : null;

    public Task ReadAsync() => storage.ReadStateAsync(StateName, grainId, _stored);

    public async Task WriteAsync(GroupState state)
    {
        var next = new GrainState<GroupState>(state, _stored.ETag) { RecordExists = _stored.RecordExists };
        await storage.WriteStateAsync(StateName, grainId, next);
        _stored = next;
    }

    public async Task ClearAsync()
    {
        await storage.ClearStateAsync(StateName, grainId, _stored);
        _stored = new();
    }
}
