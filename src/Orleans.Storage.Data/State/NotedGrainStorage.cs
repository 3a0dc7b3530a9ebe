using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Records;

namespace OrleansStorage.Data.State;

/// <summary>Grain storage that notes which rows can be read and which cannot. As safe from threads as what it wraps.</summary>
internal sealed class NotedGrainStorage(IGrainStorage inner, IUnreadableRecords unreadable) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => ((ILifecycleParticipant<ISiloLifecycle>)inner).Participate(observer);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        if (grainState.State is not IStored stored || WireName<RecordKind>.Parse(stateName) is not { } kind) return;
        var id = grainId.Key.ToString()!;
        if (stored.Unreadable is { } why) unreadable.Note(kind, id, why);
        else unreadable.NoteReadable(kind, id);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
