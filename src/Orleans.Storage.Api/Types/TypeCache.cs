using OrleansStorage.Api.Errors;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>
/// The volume types, read from their grain at most once a second: each volume that is shown needs its type's name. A type that this process changed is seen at once, one that another process changed
/// within a second, and one that is asked for by name and not known is looked for again. Safe from any thread.
/// </summary>
internal sealed class TypeCache(IGrainFactory grains, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private volatile Entry? _entry;
    private int _changes;

    /// <summary>The types, a second old at most.</summary>
    public ValueTask<TypeSnapshot> GetAsync() =>
        _entry is { } known && clock.GetElapsedTime(known.At) < MaxAge ? ValueTask.FromResult(known.Types) : RefreshAsync();

    /// <summary>The types as they are now.</summary>
    public async ValueTask<TypeSnapshot> RefreshAsync()
    {
        var at = clock.GetTimestamp();
        var changes = Volatile.Read(ref _changes);
        var types = new TypeSnapshot(await grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState());
        if (changes == Volatile.Read(ref _changes))
        {
            _entry = new(types, at);
        }

        return types;
    }

    /// <summary>Forgets what is known: this process has changed a type.</summary>
    public void Invalidate()
    {
        // A read that is under way may have been answered before the change; its answer must not be kept.
        Interlocked.Increment(ref _changes);
        _entry = null;
    }

    /// <summary>The type that a request names by id or name.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not use it.</exception>
    public async ValueTask<VolumeType> ResolveAsync(string idOrName, Caller caller) =>
        (await GetAsync()).Find(idOrName, caller) ?? (await RefreshAsync()).Find(idOrName, caller)
        ?? throw ApiException.NotFound(Guid.TryParse(idOrName, out _) ? $"Volume type {idOrName} could not be found." : $"Volume type with name {idOrName} could not be found.");

    private sealed record Entry(TypeSnapshot Types, long At);
}
