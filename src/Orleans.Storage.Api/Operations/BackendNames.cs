using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Reconciliation;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Api.Operations;

/// <summary>Finds the backend that a path names: by the pool's full name, host@backend#pool, or by the backend's own when it has one pool.</summary>
internal sealed class BackendNames(IGrainFactory grains)
{
    /// <summary>Its reconciler.</summary>
    /// <exception cref="ApiException">There is none, or more than one.</exception>
    public async Task<IReconcilerGrain> FindReconcilerAsync(ApiRequest request) => grains.GetGrain<IReconcilerGrain>((await FindAsync(request)).Value);

    /// <summary>Its backend grain.</summary>
    /// <exception cref="ApiException">There is none, or more than one.</exception>
    public async Task<IBackendGrain> FindBackendAsync(ApiRequest request) => grains.GetBackend(await FindAsync(request));

    private async Task<Ids.BackendId> FindAsync(ApiRequest request)
    {
        var name = request.Route("name");
        var pools = (await grains.GetGrain<ISchedulerGrain>(0).GetPools()).Where(p => p.Backend.Value == name || p.BackendName == name).ToList();
        return pools.Count == 1 ? pools[0].Backend
            : throw (pools.Count == 0 ? ApiException.NotFound($"Backend {name} could not be found.") : ApiException.BadRequest($"Backend {name} has {pools.Count} pools: name one, host@backend#pool."));
    }
}
