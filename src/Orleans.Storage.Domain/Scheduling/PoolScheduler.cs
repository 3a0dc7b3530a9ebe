using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Domain.Scheduling;

/// <summary>Filters pools and ranks those that pass: most room first, as Cinder's capacity weigher does; among equals the one with fewer volumes. Pure.</summary>
public static class PoolScheduler
{
    /// <summary>The pools that can take the volume, best first, and why the others cannot.</summary>
    public static (ImmutableArray<PoolReport> Candidates, ImmutableArray<DroppedPool> Dropped) Rank(IEnumerable<PoolReport> pools, PlacementRequest request)
    {
        var dropped = ImmutableArray.CreateBuilder<DroppedPool>();
        List<PoolReport> passed = [];
        foreach (var pool in pools)
        {
            if (FirstRefusal(pool, request) is { } refusal) dropped.Add(refusal);
            else passed.Add(pool);
        }
        return ([.. passed.OrderByDescending(RoomGiB).ThenBy(p => p.VolumeCount).ThenBy(p => p.Backend.Value, StringComparer.Ordinal)], dropped.ToImmutable());
    }

    private static DroppedPool? FirstRefusal(PoolReport pool, PlacementRequest request) =>
        PoolFilters.All.Select(f => f.Refuse(pool, request) is { } why ? new DroppedPool(pool.Backend, f.Name, why) : null).FirstOrDefault(d => d is not null);

    private static double RoomGiB(PoolReport pool) => Math.Min(pool.FreeGiB, (pool.TotalGiB * pool.MaxOverSubscriptionRatio) - pool.ProvisionedGiB);
}
