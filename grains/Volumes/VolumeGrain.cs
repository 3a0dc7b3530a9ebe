using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Operations;
using OrleansStorage.Scheduling;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

/// <summary>
/// The Orleans adapter of <see cref="VolumeProcess"/>: one activation a volume. Reentrant, because the process itself says which commands wait for one another; a turn of the grain is never longer than a decision.
/// </summary>
[Reentrant]
[GrainType(GrainLookups.Volume)]
public sealed partial class VolumeGrain : Grain, IVolumeGrain, IDisposable
{
    private readonly ILogger<VolumeGrain> _logger;
    private readonly ISecretSealer _secrets;
    private readonly BackendRegistry _backends;
    private readonly ICatalog _catalog;
    private readonly GrainVolumeStore _store;
    private readonly VolumeProcess _volume;
    private readonly IFaultPoints _faults;
    private readonly VolumeId _id;

    /// <summary>Made by Orleans.</summary>
    public VolumeGrain(IGrainContext context, [FromKeyedServices("Default")] IGrainStorage storage, IGrainFactory grains, ISecretSealer secrets, BackendRegistry backends, ICatalog catalog,
        OperationTimeouts timeouts, TimeProvider time, IFaultPoints faults, ILocalSiloDetails silo, ILogger<VolumeGrain> logger, ISiloClock? clock = null, IHostApplicationLifetime? host = null)
    {
        (_logger, _secrets, _backends, _catalog, _faults) = (logger, secrets, backends, catalog, faults);
        if (!VolumeId.TryParse(context.GrainId.Key.ToString(), out _id)) throw StorageError.VolumeNotFound(context.GrainId.Key).ToException();
        _store = new(storage, context.GrainId, () => catalog.GetVolumeAgeAsync(_id, CancellationToken.None), faults);
        var backend = new GrainVolumeBackend(grains.GetBackend, id => grains.GetGrain<IProjectGrain>(id.Value), id => backends.Find(id) is { Driver.Traits.FencesEpochs: true }, time, clock);
        _volume = new(_id, _store, backend, secrets, timeouts, time, faults, logger, silo.SiloAddress.ToParsableString(), host?.ApplicationStopping ?? CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _store.ReadAsync();
        await _faults.ReachAsync(FaultPoint.VolumeAfterLoad);
        if (!_store.IsUnreadable && _volume.State?.Intent is not null) _ = SettleBehindAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            _volume.StopWaiting();
            await _volume.DrainAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogNotDrained(_logger, _id);
        }
    }

    /// <summary>Called by Orleans after the deactivation.</summary>
    public void Dispose() => _volume.Dispose();

    /// <inheritdoc/>
    public async Task<VolumeDescription?> GetState()
    {
        EndUnlessServing();
        return _store.IsUnreadable ? await _catalog.FindVolumeAsync(_id, CancellationToken.None) : _volume.State is { } state ? state.Describe() with { Waits = _volume.Waits } : null;
    }

    /// <inheritdoc/>
    public async Task<VolumeDescription> Create(CreateVolumeRequest request, Caller caller)
    {
        await ThrowIfUnreadableAsync(caller);
        if (_volume.State is { } existing) return existing.Describe();
        var placement = await GrainFactory.GetGrain<ISchedulerGrain>(0).Place(new()
        {
            VolumeId = _id, SizeGiB = request.SizeGiB, ExtraSpecs = request.ExtraSpecs, AvailabilityZone = request.AvailabilityZone, RequiredBackend = request.SourceBackend,
            OnlyBackends = request.OnlyBackends, NotBackends = request.NotBackends,
        });
        if (placement.Backend is null) LogNotPlaced(_logger, _id, placement.Why);
        return (await RunAsync(new VolumeCommand.Create(_id, request, placement), caller, answerOnRecord: true))!.Describe();
    }

    /// <inheritdoc/>
    public async Task<VolumeDescription> Update(UpdateVolumeRequest request, Caller caller) => (await RunAsync(new VolumeCommand.Update(request), caller))!.Describe();

    /// <inheritdoc/>
    public async Task<VolumeDescription> MergeMetadata(ImmutableDictionary<string, string?> entries, Caller caller, IfMatch? ifMatch = null) =>
        (await RunAsync(new VolumeCommand.MergeMetadata(entries, ifMatch), caller))!.Describe();

    /// <inheritdoc/>
    public Task Delete(bool cascade, bool force, Caller caller) => RunAsync(new VolumeCommand.Delete(cascade, force), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public Task Extend(int newSizeGiB, bool allowInUse, Caller caller) => RunAsync(new VolumeCommand.Extend(newSizeGiB, allowInUse), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public Task SetBootable(bool bootable, Caller caller) => RunAsync(new VolumeCommand.SetBootable(bootable), caller);

    /// <inheritdoc/>
    public Task SetReadonly(bool isReadonly, Caller caller) => RunAsync(new VolumeCommand.SetReadonly(isReadonly), caller);

    /// <inheritdoc/>
    public Task ResetStatus(ResetStatusRequest request, Caller caller) => RunAsync(new VolumeCommand.ResetStatus(request), caller);

    /// <inheritdoc/>
    public async Task Restore(ImmutableArray<string> missingHosts)
    {
        await GuardAsync(_volume.SettleAsync());
        foreach (var host in missingHosts) await RunAsync(new VolumeCommand.RestoreExport(host), Caller.System);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveOrphan(string? initiator)
    {
        try
        {
            await RunAsync(new VolumeCommand.RemoveOrphan(initiator), Caller.System);
            return true;
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.NotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<TimelineEntry>> GetTimeline(int limit, string? marker, Caller caller)
    {
        var volume = await GetState();
        if (!(volume is null ? caller.IsAdmin : caller.MaySee(volume.ProjectId))) throw StorageError.VolumeNotFound(_id).ToException();
        var entries = await _catalog.ListOperationsAsync(_id, limit, marker, CancellationToken.None);
        if (volume is not null) return [.. entries];
        return entries.Count > 0 || marker is not null ? [.. entries] : throw StorageError.VolumeNotFound(_id).ToException();
    }

    private async Task<VolumeState?> RunAsync(VolumeCommand command, Caller caller, bool answerOnRecord = false)
    {
        await ThrowIfUnreadableAsync(caller);
        var run = _volume.RunAsync(command, caller, answerOnRecord);
        await GuardAsync(run);
        await _faults.ReachAsync(FaultPoint.VolumeBeforeReply);
        return await run;
    }

    /// <summary>A stale activation must not be used again; the caller is told to come back, and finds a fresh one. One whose write was surely not done goes on: its picture is still the record's.</summary>
    private async Task GuardAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (StaleStateException e)
        {
            if (!e.IsUntouched)
            {
                if (!Expected.IsSaid(e)) LogStale(_logger, _id, e.InnerException!.Message, Expected.Unless(e.InnerException!));
                DeactivateOnIdle();
            }
            throw e.Error.ToException();
        }
        finally
        {
            EndUnlessServing();
        }
    }

    private async Task SettleBehindAsync()
    {
        try
        {
            await GuardAsync(_volume.SettleAsync());
        }
        catch (StorageException e)
        {
            LogNotSettled(_logger, _id, e.Error.Message);
        }
    }
}
