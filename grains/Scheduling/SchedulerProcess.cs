using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Scheduling;
using OrleansStorage.Errors;
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
    private ImmutableArray<Look> _picture = [];
    private long _pictureAt;

    /// <inheritdoc cref="ISchedulerGrain.Place"/>
    public async Task<Placement> PlaceAsync(PlacementRequest request)
    {
        var (placement, passedOver) = await PlaceAsync(await PictureAsync(), request, passOver: true);
        return placement.Backend is null && passedOver ? (await PlaceAsync(await LookAsync(patience: null), request, passOver: false)).Placement : placement;
    }

    /// <inheritdoc cref="ISchedulerGrain.WhyNot"/>
    public async Task<string?> WhyNotAsync(PlacementRequest request)
    {
        var picture = await PictureAsync();
        var why = await WhyNotAsync(picture, request);
        return why is not null && HasSilent(picture) ? await WhyNotAsync(await LookAsync(patience: null), request) : why;
    }

    /// <inheritdoc cref="ISchedulerGrain.GetPools"/>
    public async Task<ImmutableArray<PoolReport>> GetPoolsAsync() => [.. (await LookAsync(Patience)).Select(l => l.Report)];

    private async ValueTask<ImmutableArray<Look>> PictureAsync() => !_picture.IsEmpty && time.GetElapsedTime(_pictureAt) < PictureLasts ? _picture : await LookAsync(Patience);

    private async Task<ImmutableArray<Look>> LookAsync(TimeSpan? patience)
    {
        var picture = ImmutableArray.Create(await Task.WhenAll(pools.Select(p => AskAsync(p, patience))));
        (_picture, _pictureAt) = (picture, time.GetTimestamp());
        return picture;
    }

    /// <summary>The first report is waited for, however long it takes, as is every one without <paramref name="patience"/>.</summary>
    private async Task<Look> AskAsync(BackendId id, TimeSpan? patience)
    {
        var before = patience is null ? null : _picture.FirstOrDefault(l => l.Report.Backend == id)?.Report;
        try
        {
            var asked = ask(id);
            return new(await (before is null ? asked : asked.WaitAsync(patience!.Value, time)), Answered: true);
        }
        catch (Exception e) when (before is not null && NoAnswer.Is(e))
        {
            return new(before with { IsUp = false }, Answered: false);
        }
    }

    /// <summary>The placement, and whether a pool was passed over that did not answer.</summary>
    private async Task<(Placement Placement, bool PassedOver)> PlaceAsync(ImmutableArray<Look> picture, PlacementRequest request, bool passOver)
    {
        var (candidates, dropped) = await RankAsync(picture, request);
        var passedOver = HasSilent(picture);
        foreach (var pool in candidates)
        {
            var hasRoom = await ReserveAsync(pool.Backend, request, passOver);
            passedOver |= hasRoom is null;
            if (hasRoom is false) dropped = dropped.Add(new(pool.Backend, "Reservation", $"no room left for {request.SizeGiB} GiB"));
            if (hasRoom is not true) continue;
            await faults.ReachAsync(FaultPoint.SchedulerHasRoom);
            return (new(pool.Backend, pool.AvailabilityZone, pool.SharedTargets, dropped), passedOver);
        }
        return (new(null, null, false, dropped), passedOver);
    }

    /// <summary>Null when the pool does not answer. Room that it kept all the same is free again when its promise ends.</summary>
    private async Task<bool?> ReserveAsync(BackendId id, PlacementRequest request, bool passOver)
    {
        try
        {
            return await reserve(id, request);
        }
        catch (Exception e) when (passOver && NoAnswer.Is(e))
        {
            return null;
        }
    }

    private async Task<string?> WhyNotAsync(ImmutableArray<Look> picture, PlacementRequest request)
    {
        var (candidates, dropped) = await RankAsync(picture, request);
        return candidates.IsEmpty ? new Placement(null, null, false, dropped).Why : null;
    }

    private async Task<(ImmutableArray<PoolReport> Candidates, ImmutableArray<DroppedPool> Dropped)> RankAsync(ImmutableArray<Look> picture, PlacementRequest request)
    {
        var ranked = PoolScheduler.Rank(picture.Select(l => l.Report), request);
        await faults.ReachAsync(FaultPoint.SchedulerHasPools);
        return ranked;
    }

    private static bool HasSilent(ImmutableArray<Look> picture) => picture.Any(l => !l.Answered);

    /// <summary>What is known of a pool, and whether it said so when it was asked.</summary>
    private sealed record Look(PoolReport Report, bool Answered);
}
