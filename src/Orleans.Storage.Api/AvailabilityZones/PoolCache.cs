using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Api.AvailabilityZones;

/// <summary>The pools as they reported, asked for at most once a second: every create looks at their availability zones. Safe from any thread.</summary>
internal sealed class PoolCache(IGrainFactory grains, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private volatile Entry? _entry;

    /// <summary>The pools, a second old at most.</summary>
    public ValueTask<ImmutableArray<PoolReport>> GetAsync() =>
        _entry is { } known && clock.GetElapsedTime(known.At) < MaxAge ? ValueTask.FromResult(known.Pools) : RefreshAsync();

    /// <summary>The pools as they are now.</summary>
    public async ValueTask<ImmutableArray<PoolReport>> RefreshAsync()
    {
        var at = clock.GetTimestamp();
        var pools = await grains.GetGrain<ISchedulerGrain>(0).GetPools();
        _entry = new(pools, at);
        return pools;
    }

    private sealed record Entry(ImmutableArray<PoolReport> Pools, long At);
}
