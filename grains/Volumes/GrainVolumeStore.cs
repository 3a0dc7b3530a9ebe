using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Records;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Volumes;

/// <summary>Keeps a volume's state in Orleans' grain storage, conditional on its ETag.</summary>
/// <param name="storage">Where it is kept.</param>
/// <param name="grainId">The volume's key.</param>
/// <param name="ageAsync">Asks how long ago the record was written.</param>
/// <param name="faults">The product's do nothing.</param>
internal sealed class GrainVolumeStore(IGrainStorage storage, GrainId grainId, Func<Task<TimeSpan?>> ageAsync, IFaultPoints faults) : IVolumeStore
{
    /// <summary>The state's name: rows are keyed by it, without the grain's class, and the catalog's triggers know it.</summary>
    public const string StateName = "volume";

    private GrainState<Stored<VolumeState>> _stored = new();

    /// <summary>Whether there is a row that cannot be read.</summary>
    public bool IsUnreadable => _stored is { RecordExists: true, State.Unreadable: not null };

    /// <inheritdoc/>
    /// <exception cref="StorageException">The row cannot be read: whatever is asked is refused, and nothing writes over it.</exception>
    public VolumeState? State => IsUnreadable ? throw StorageError.Unreadable(RecordKind.Volume, grainId.Key).ToException() : _stored is { RecordExists: true, State.State: { Gone: false } state } ? state : null;

    // A row that is cleared stays, without a document.
    public bool WasRemoved => _stored is { RecordExists: false, ETag: not null } or { RecordExists: true, State.State.Gone: true };

    public Task ReadAsync() => ReadAsync(_stored);

    public async Task WriteAsync(VolumeState state)
    {
        var next = new GrainState<Stored<VolumeState>>(new() { State = state }, _stored.ETag) { RecordExists = _stored.RecordExists };
        await GuardAsync(WriteAsync(next));
        _stored = next;
    }

    public async Task ConfirmAsync()
    {
        var now = new GrainState<Stored<VolumeState>>();
        await GuardAsync(ReadAsync(now));
        if (now.ETag != _stored.ETag) throw new StaleStateException(new InconsistentStateException("Another activation wrote the volume's state."));
    }

    public async Task<TimeSpan?> GetAgeAsync()
    {
        TimeSpan? age = null;
        await GuardAsync(AskAsync());
        return age;

        async Task AskAsync() => age = await ageAsync();
    }

    public Task ClearAsync() => GuardAsync(ClearRowAsync());

    private async Task ReadAsync(GrainState<Stored<VolumeState>> into)
    {
        await faults.ReachAsync(FaultPoint.StoreBeforeRead);
        await storage.ReadStateAsync(StateName, grainId, into);
    }

    private async Task ClearRowAsync()
    {
        await storage.ClearStateAsync(StateName, grainId, _stored);
        await faults.ReachAsync(FaultPoint.StoreAfterClear);
    }

    private async Task WriteAsync(GrainState<Stored<VolumeState>> next)
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
