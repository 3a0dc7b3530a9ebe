using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>
/// The volume types, read from their grain at most once a second: each volume that is shown needs its type's name. A type that this process changed is seen at once, one that another process changed
/// within a second, and one that is asked for by name and not known is looked for again. While the grain's silo is lost, what was known serves: a connection is shown with its type's QoS. Safe from any thread.
/// </summary>
internal sealed class TypeCache(IGrainFactory grains, TimeProvider clock, IOptions<CinderApiOptions> options)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly LastAnswer<TypeSnapshot> _types = new(() => ReadAsync(grains), MaxAge, Patience, clock);

    /// <summary>The types, a second old at most while their grain answers.</summary>
    public ValueTask<TypeSnapshot> GetAsync() => _types.GetAsync();

    /// <summary>The types as volumes and connections are shown with them: none when their record cannot be read. A volume's type is its id then, and a connection has no QoS; nobody is cut off from his data for it.</summary>
    public async ValueTask<TypeSnapshot> ForViewsAsync()
    {
        try
        {
            return await GetAsync();
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.Unreadable)
        {
            return new([], []);
        }
    }

    /// <summary>The types as they are now.</summary>
    public Task<TypeSnapshot> RefreshAsync() => _types.AskAsync();

    /// <summary>Runs a change of the types and forgets what was cached, also when it failed: it may have been done all the same.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            _types.Forget();
        }
    }

    /// <summary>The same without an answer.</summary>
    public Task ChangeAsync(Func<Task> change) => ChangeAsync(async () =>
    {
        await change();
        return true;
    });

    /// <summary>The type that a request names by id or name.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not use it.</exception>
    public async ValueTask<VolumeType> ResolveAsync(string idOrName, Caller caller) =>
        (await GetAsync()).Find(idOrName, caller) ?? (await RefreshAsync()).Find(idOrName, caller)
        ?? throw ApiException.NotFound(Guid.TryParse(idOrName, out _) ? $"Volume type {idOrName} could not be found." : $"Volume type with name {idOrName} could not be found.");

    /// <summary>The type of a volume that names none: the project's default, else the configured one.</summary>
    /// <exception cref="ApiException">404: the configured one is not there.</exception>
    public async ValueTask<VolumeType> DefaultAsync(ProjectId project) => (await GetAsync()).DefaultOf(project) ?? await ResolveAsync(options.Value.DefaultVolumeType, Caller.System);

    private static async Task<TypeSnapshot> ReadAsync(IGrainFactory grains) =>
        new(await grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState(), await grains.GetGrain<IQosSpecsGrain>(IVolumeTypesGrain.Key).GetQosSpecs());
}
