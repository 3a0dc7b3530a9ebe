using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Scheduling;
using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Grains.Scheduling;

/// <summary>Asks every pool once a second at most, ranks them with <see cref="PoolScheduler"/>, and takes the first that still has room.</summary>
[StatelessWorker]
[Reentrant]
[GrainType("scheduler")]
public sealed class SchedulerGrain(BackendRegistry registry, TimeProvider time, IFaultPoints faults) : Grain, ISchedulerGrain
{
    private static readonly TimeSpan PictureLasts = TimeSpan.FromSeconds(1);
    private ImmutableArray<PoolReport> _pools = [];
    private DateTimeOffset _pictureUntil;

    /// <inheritdoc/>
    public async Task<Placement> Place(PlacementRequest request)
    {
        var (candidates, dropped) = PoolScheduler.Rank(await PoolsAsync(), request);
        await faults.ReachAsync(FaultPoint.SchedulerHasPools);
        foreach (var pool in candidates)
        {
            if (await Backend(pool).ReserveCapacity(request.VolumeId.Value, request.SizeGiB))
            {
                await faults.ReachAsync(FaultPoint.SchedulerHasRoom);
                return new(pool.Backend, pool.AvailabilityZone, pool.SharedTargets, dropped);
            }
            dropped = dropped.Add(new(pool.Backend, "Reservation", $"no room left for {request.SizeGiB} GiB"));
        }
        return new(null, null, false, dropped);
    }

    /// <inheritdoc/>
    public async Task<string?> WhyNot(PlacementRequest request)
    {
        var (candidates, dropped) = PoolScheduler.Rank(await PoolsAsync(), request);
        await faults.ReachAsync(FaultPoint.SchedulerHasPools);
        return candidates.IsEmpty ? new Placement(null, null, false, dropped).Why : null;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<PoolReport>> GetPools()
    {
        _pools = [.. await Task.WhenAll(registry.All.Select(b => GrainFactory.GetBackend(b.Configuration.Id).GetState()))];
        _pictureUntil = time.GetUtcNow() + PictureLasts;
        return _pools;
    }

    private async ValueTask<ImmutableArray<PoolReport>> PoolsAsync() => time.GetUtcNow() < _pictureUntil ? _pools : await GetPools();

    private IBackendGrain Backend(PoolReport pool) => GrainFactory.GetBackend(pool.Backend);
}
