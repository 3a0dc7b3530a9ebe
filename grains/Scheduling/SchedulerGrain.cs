using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Backends;
using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Grains.Scheduling;

/// <summary>The Orleans adapter of <see cref="SchedulerProcess"/>.</summary>
[StatelessWorker]
[Reentrant]
[GrainType("scheduler")]
public sealed class SchedulerGrain(BackendRegistry registry, IGrainFactory grains, TimeProvider time, IFaultPoints faults) : Grain, ISchedulerGrain
{
    private readonly SchedulerProcess _process = new([.. registry.All.Select(b => b.Configuration.Id)], id => grains.GetBackend(id).GetState(),
        (id, request) => grains.GetBackend(id).ReserveCapacity(request.VolumeId.Value, request.SizeGiB), time, faults);

    /// <inheritdoc/>
    public Task<Placement> Place(PlacementRequest request) => _process.PlaceAsync(request);

    /// <inheritdoc/>
    public Task<string?> WhyNot(PlacementRequest request) => _process.WhyNotAsync(request);

    /// <inheritdoc/>
    public Task<ImmutableArray<PoolReport>> GetPools() => _process.GetPoolsAsync();
}
