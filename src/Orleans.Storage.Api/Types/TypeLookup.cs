using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Finds the type that a path names: by id only, unlike in bodies. Safe from any thread.</summary>
internal sealed class TypeLookup(IGrainFactory grains, TypeCache cache)
{
    private IVolumeTypesGrain Grain => grains.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key);

    /// <summary>The type that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not see it.</exception>
    public async Task<VolumeType> GetAsync(ApiRequest request)
    {
        var text = request.Route("id");
        var type = VolumeTypeId.TryParse(text, out var id) ? (await cache.GetAsync()).Find(id) ?? (await cache.RefreshAsync()).Find(id) : null;
        return type?.IsVisibleTo(request.Caller) is true ? type : throw ApiException.NotFound($"Volume type {text} could not be found.");
    }

    /// <summary>Runs a change of the types.</summary>
    public Task<T> ChangeAsync<T>(Func<IVolumeTypesGrain, Task<T>> change) => cache.ChangeAsync(() => change(Grain));

    /// <summary>The same without an answer.</summary>
    public Task ChangeAsync(Func<IVolumeTypesGrain, Task> change) => cache.ChangeAsync(() => change(Grain));
}
