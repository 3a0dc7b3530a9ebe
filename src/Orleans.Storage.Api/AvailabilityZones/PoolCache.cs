using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Api.AvailabilityZones;

/// <summary>The pools as they reported, asked for at most once a second: every create looks at their availability zones. Safe from any thread.</summary>
internal sealed class PoolCache(IGrainFactory grains, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly LastAnswer<ImmutableArray<PoolReport>> _pools = new(() => grains.GetGrain<ISchedulerGrain>(0).GetPools(), MaxAge, Patience, clock);

    /// <summary>The pools, a second old at most while all of them answer.</summary>
    public ValueTask<ImmutableArray<PoolReport>> GetAsync() => _pools.GetAsync();

    /// <summary>The pools as they are now.</summary>
    public Task<ImmutableArray<PoolReport>> RefreshAsync() => _pools.AskAsync();
}
