using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Faults;

namespace OrleansStorage.Grains.Volumes;

/// <summary>Keeps a volume's state in Orleans' grain storage, conditional on its ETag.</summary>
internal sealed class GrainVolumeStore(IGrainStorage storage, GrainId grainId, IFaultPoints faults) : IVolumeStore
{
    /// <summary>The state's name: rows are keyed by it, without the grain's class, and the catalog's triggers know it.</summary>
    public const string StateName = "volume";

    private GrainState<VolumeState> _stored = new();

    public VolumeState? State => _stored is { RecordExists: true, State: { Gone: false } state } ? state : null;

    // A row that is cleared stays, without a document.
    public bool WasRemoved => _stored is { RecordExists: false, ETag: not null } or { RecordExists: true, State.Gone: true };

    public Task ReadAsync() => ReadAsync(_stored);

    public async Task WriteAsync(VolumeState state)
    {
        var next = new GrainState<VolumeState>(state, _stored.ETag) { RecordExists = _stored.RecordExists };
        await GuardAsync(WriteAsync(next));
        _stored = next;
    }

    public async Task ConfirmAsync()
    {
        var now = new GrainState<VolumeState>();
        await GuardAsync(ReadAsync(now));
        if (now.ETag != _stored.ETag) throw new StaleStateException(new InconsistentStateException("Another activation wrote the volume's state."));
    }

    public Task ClearAsync() => GuardAsync(ClearRowAsync());

    private async Task ReadAsync(GrainState<VolumeState> into)
    {
        await faults.ReachAsync(FaultPoint.StoreBeforeRead);
        await storage.ReadStateAsync(StateName, grainId, into);
    }

    private async Task ClearRowAsync()
    {
        await storage.ClearStateAsync(StateName, grainId, _stored);
        await faults.ReachAsync(FaultPoint.StoreAfterClear);
    }

    private async Task WriteAsync(GrainState<VolumeState> next)
    {
        await faults.ReachAsync(FaultPoint.StoreBeforeWrite);
        await storage.WriteStateAsync(StateName, grainId, next);
        await faults.ReachAsync(FaultPoint.StoreAfterWrite);
    }

    private static async Task GuardAsync(Task storageCall)
    {
        try
        {
            await storageCall;
        }
        catch (Exception e)
        {
            throw new StaleStateException(e);
        }
    }
}
