using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Projects;

/// <summary>The Orleans adapter of <see cref="ProjectProcess"/>. Reentrant, so that promises that are asked for while one is written share the next write. One whose write failed ends.</summary>
[Reentrant]
[GrainType("project")]
public sealed class ProjectGrain : Grain, IProjectGrain, IDisposable
{
    private readonly ProjectProcess _process;

    /// <summary>Made by Orleans.</summary>
    public ProjectGrain(IGrainContext context, IGrainFactory grains, [PersistentState("project")] IPersistentState<ProjectState> state, ICatalog catalog, TimeProvider time, IFaultPoints faults)
    {
        var id = new ProjectId(context.GrainId.Key.ToString()!);
        _process = new(id, state, catalog, () => grains.GetGrain<IBackupsGrain>(IBackupsGrain.Key).GetUse(id), () => grains.GetGrain<IQuotaClassGrain>(IQuotaClassGrain.Default).GetState(), time, faults);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _process.LoadAsync(cancellationToken);
        this.Every(_process.CountAsync, ProjectProcess.CountPeriod, ProjectProcess.CountPeriod);
    }

    /// <summary>Called by Orleans after the deactivation.</summary>
    public void Dispose() => _process.Dispose();

    /// <inheritdoc/>
    public Task Reserve(QuotaReservation reservation) => GuardAsync(_process.ReserveAsync(reservation));

    /// <inheritdoc/>
    public Task Commit(Guid holder)
    {
        _process.Commit(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Cancel(Guid holder)
    {
        _process.Cancel(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(QuotaReservation given)
    {
        _process.Release();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task SetLimits(ImmutableDictionary<string, long> limits) => await GuardAsync(_process.SetLimitsAsync(limits, await TypesAsync()));

    /// <inheritdoc/>
    public Task ResetLimits() => GuardAsync(_process.ResetLimitsAsync());

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<string, QuotaLine>> GetState() => await _process.GetLinesAsync(await TypesAsync());

    private Task<ImmutableArray<VolumeType>> TypesAsync() => GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();

    private async Task GuardAsync(Task served)
    {
        try
        {
            await served;
        }
        finally
        {
            if (_process.IsOver) DeactivateOnIdle();
        }
    }
}
