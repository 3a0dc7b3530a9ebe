using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Scheduling;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Grains.Scheduling;

/// <summary>
/// Asks every pool once a second at most, ranks them with <see cref="PoolScheduler"/>, and takes the first that still has room. A pool that does not answer, as when the silo of its grain is lost and not declared
/// dead yet, is shown as down with what it reported last, and keeps no volume waiting that another pool takes; one that no other takes waits for it. Knows no silo: the grain is its adapter.
/// Runs on one scheduler at a time, calls interleaved.
/// </summary>
/// <param name="pools">Every configured pool.</param>
/// <param name="ask">Reads a pool's report.</param>
/// <param name="reserve">Sets a volume's space aside; false when there is no room.</param>
/// <param name="time">The clock.</param>
/// <param name="faults">Where tests may make something go wrong.</param>
internal sealed class SchedulerProcess(ImmutableArray<BackendId> pools, Func<BackendId, Task<PoolReport>> ask, Func<BackendId, PlacementRequest, Task<bool>> reserve, TimeProvider time, IFaultPoints faults)
{
    private static readonly TimeSpan PictureLasts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Dictionary<BackendId, PoolReport> _lastOf = [];
    private readonly HashSet<BackendId> _silent = [];
    private ImmutableArray<PoolReport> _pools = [];
    private DateTimeOffset _pictureUntil;

    /// <inheritdoc cref="ISchedulerGrain.Place"/>
    public async Task<Placement> PlaceAsync(PlacementRequest request)
    {
        var placement = await PlaceAsync(await PoolsAsync(), request, passOver: true);
        return placement.Backend is null && _silent.Count > 0 ? await PlaceAsync(await WaitForAllAsync(), request, passOver: false) : placement;
    }

    /// <inheritdoc cref="ISchedulerGrain.WhyNot"/>
    public async Task<string?> WhyNotAsync(PlacementRequest request)
    {
        var why = await WhyNotAsync(await PoolsAsync(), request);
        return why is not null && _silent.Count > 0 ? await WhyNotAsync(await WaitForAllAsync(), request) : why;
    }

    /// <inheritdoc cref="ISchedulerGrain.GetPools"/>
    public async Task<ImmutableArray<PoolReport>> GetPoolsAsync()
    {
        _pools = [.. await Task.WhenAll(pools.Select(p => AskAsync(p, Patience)))];
        _pictureUntil = time.GetUtcNow() + PictureLasts;
        return _pools;
    }

    private async ValueTask<ImmutableArray<PoolReport>> PoolsAsync() => time.GetUtcNow() < _pictureUntil ? _pools : await GetPoolsAsync();

    private async Task<ImmutableArray<PoolReport>> WaitForAllAsync() => [.. await Task.WhenAll(pools.Select(p => AskAsync(p, null)))];

    /// <summary>The first report is waited for, however long it takes, as is every one without <paramref name="patience"/>.</summary>
    private async Task<PoolReport> AskAsync(BackendId id, TimeSpan? patience)
    {
        var before = _lastOf.GetValueOrDefault(id);
        try
        {
            var asked = ask(id);
            var report = await (before is not null && patience is { } limit ? asked.WaitAsync(limit, time) : asked);
            _silent.Remove(id);
            return _lastOf[id] = report;
        }
        catch (Exception e) when (before is not null && patience is not null && IsNoAnswer(e))
        {
            _silent.Add(id);
            return before with { IsUp = false };
        }
    }

    private async Task<Placement> PlaceAsync(ImmutableArray<PoolReport> reports, PlacementRequest request, bool passOver)
    {
        var (candidates, dropped) = PoolScheduler.Rank(reports, request);
        await faults.ReachAsync(FaultPoint.SchedulerHasPools);
        foreach (var pool in candidates)
        {
            if (await ReserveAsync(pool.Backend, request, passOver) is { } why)
            {
                dropped = dropped.Add(new(pool.Backend, "Reservation", why));
                continue;
            }
            await faults.ReachAsync(FaultPoint.SchedulerHasRoom);
            return new(pool.Backend, pool.AvailabilityZone, pool.SharedTargets, dropped);
        }
        return new(null, null, false, dropped);
    }

    /// <summary>Null when the pool keeps room, else why not. Room that was kept by one that could not say so is free again when its promise ends.</summary>
    private async Task<string?> ReserveAsync(BackendId id, PlacementRequest request, bool passOver)
    {
        try
        {
            return await reserve(id, request) ? null : $"no room left for {request.SizeGiB} GiB";
        }
        catch (Exception e) when (passOver && IsNoAnswer(e))
        {
            _silent.Add(id);
            return "the pool does not answer";
        }
    }

    private async Task<string?> WhyNotAsync(ImmutableArray<PoolReport> reports, PlacementRequest request)
    {
        var (candidates, dropped) = PoolScheduler.Rank(reports, request);
        await faults.ReachAsync(FaultPoint.SchedulerHasPools);
        return candidates.IsEmpty ? new Placement(null, null, false, dropped).Why : null;
    }

    private static bool IsNoAnswer(Exception e) => e is TimeoutException or OrleansException;
}
