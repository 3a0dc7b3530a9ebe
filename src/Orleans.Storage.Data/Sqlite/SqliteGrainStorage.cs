using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// Orleans' own storage, with its writes behind the one writer and its blocking reads off the grains' schedulers. Safe from any thread, as far as the grain states are: each is one caller's.
/// </summary>
internal sealed class SqliteGrainStorage(AdoNetGrainStorage inner, SqliteWriteQueue writes) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => inner.Participate(observer);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Task.Run(() => inner.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writes.RunAsync(() => inner.WriteStateAsync(stateName, grainId, grainState), UndoOf(grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writes.RunAsync(() => inner.ClearStateAsync(stateName, grainId, grainState), UndoOf(grainState));

    private static Action UndoOf<T>(IGrainState<T> grainState)
    {
        var (state, etag, exists) = (grainState.State, grainState.ETag, grainState.RecordExists);
        return () => (grainState.State, grainState.ETag, grainState.RecordExists) = (state, etag, exists);
    }
}
