using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
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
    private readonly IPersistentState<ProjectState> _state;
    private readonly ProjectProcess _process;

    /// <summary>Made by Orleans.</summary>
    public ProjectGrain(IGrainContext context, IGrainFactory grains, [PersistentState("project")] IPersistentState<ProjectState> state, ICatalog catalog, TimeProvider time, IFaultPoints faults)
    {
        var id = new ProjectId(context.GrainId.Key.ToString()!);
        _state = state;
        _process = new(id, state, catalog, () => grains.GetGrain<IBackupsGrain>(IBackupsGrain.Key).GetUse(id), () => grains.GetGrain<IQuotaClassGrain>(IQuotaClassGrain.Default).GetState(), time, faults);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_state.State.Unreadable is not null) return;
        await _process.LoadAsync(cancellationToken);
        this.Every(_process.CountAsync, ProjectProcess.CountPeriod, ProjectProcess.CountPeriod);
    }

    /// <summary>Called by Orleans after the deactivation.</summary>
    public void Dispose() => _process.Dispose();

    /// <inheritdoc/>
    public Task Reserve(QuotaReservation reservation) => GuardAsync(() => _process.ReserveAsync(reservation));

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
    public Task SetLimits(ImmutableDictionary<string, long> limits) => GuardAsync(async () => await _process.SetLimitsAsync(limits, await TypesAsync()));

    /// <inheritdoc/>
    public Task ResetLimits() => GuardAsync(_process.ResetLimitsAsync);

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<string, QuotaLine>> GetState()
    {
        _state.ReadFor(this);
        return await _process.GetLinesAsync(await TypesAsync());
    }

    /// <summary>Where the types cannot be read their quotas are not shown, and all else is.</summary>
    private async Task<ImmutableArray<VolumeType>> TypesAsync()
    {
        try
        {
            return await GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.Unreadable)
        {
            return [];
        }
    }

    /// <summary>Without its record nobody knows what the project may have, nor what of it is promised.</summary>
    private async Task GuardAsync(Func<Task> serve)
    {
        _state.ReadFor(this);
        try
        {
            await serve();
        }
        finally
        {
            if (_process.IsOver) DeactivateOnIdle();
        }
    }
}
