using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// Grain state behind the guard of its database. Safe from any thread, as far as the grain states are: each is one caller's.
/// </summary>
internal sealed class GuardedGrainStorage(IGrainStorage inner, DatabaseGuard guard) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => ((ILifecycleParticipant<ISiloLifecycle>)inner).Participate(observer);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        guard.ReadAsync(() => DoneAsync(inner.ReadStateAsync(stateName, grainId, grainState)), CancellationToken.None);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        guard.WriteAsync(() => DoneAsync(inner.WriteStateAsync(stateName, grainId, grainState)), grainId.ToString());

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        guard.WriteAsync(() => DoneAsync(inner.ClearStateAsync(stateName, grainId, grainState)), grainId.ToString());

    private static async Task<bool> DoneAsync(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
