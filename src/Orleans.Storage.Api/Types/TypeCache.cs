using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>
/// The volume types, read from their grain at most once a second: each volume that is shown needs its type's name. A type that this process changed is seen at once, one that another process changed
/// within a second, and one that is asked for by name and not known is looked for again. Safe from any thread.
/// </summary>
internal sealed class TypeCache(IGrainFactory grains, TimeProvider clock, IOptions<CinderApiOptions> options)
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
        var known = grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();
        var types = new TypeSnapshot(await known, await grains.GetGrain<IQosSpecsGrain>(IVolumeTypesGrain.Key).GetQosSpecs());
        if (changes == Volatile.Read(ref _changes))
        {
            _entry = new(types, at);
        }

        return types;
    }

    /// <summary>Runs a change of the types and forgets what was cached, also when it failed: it may have been done all the same.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            Invalidate();
        }
    }

    /// <summary>The same without an answer.</summary>
    public Task ChangeAsync(Func<Task> change) => ChangeAsync(async () =>
    {
        await change();
        return true;
    });

    /// <summary>Forgets what is known: this process has changed a type.</summary>
    private void Invalidate()
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

    /// <summary>The type of a volume that names none: the project's default, else the configured one.</summary>
    /// <exception cref="ApiException">404: the configured one is not there.</exception>
    public async ValueTask<VolumeType> DefaultAsync(ProjectId project) => (await GetAsync()).DefaultOf(project) ?? await ResolveAsync(options.Value.DefaultVolumeType, Caller.System);

    private sealed record Entry(TypeSnapshot Types, long At);
}
