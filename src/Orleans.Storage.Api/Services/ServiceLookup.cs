using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Backends;

namespace OrleansStorage.Api.Services;

/// <summary>Finds the services that operators name, and switches their backends. Safe from any thread.</summary>
internal sealed class ServiceLookup(PoolCache pools, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>All services, as their backends say now.</summary>
    public async Task<IEnumerable<ServiceRow>> ListAsync() => ServiceRow.Of(await pools.RefreshAsync(), clock.GetUtcNow());

    /// <summary>The service of this kind on this host; null when there is none.</summary>
    public async Task<ServiceRow?> FindAsync(string binary, string host) => (await ListAsync()).FirstOrDefault(row => row.Binary == binary && row.Host == host);

    /// <summary>Changes the service's backends, and reads what they then say.</summary>
    public async Task ChangeAsync(ServiceRow row, Func<IBackendGrain, Task> change)
    {
        await Task.WhenAll(row.Pools.Select(pool => change(grains.GetBackend(pool.Backend))));
        await pools.RefreshAsync();
    }
}
