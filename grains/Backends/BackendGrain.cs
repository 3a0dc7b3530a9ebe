using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// One array's pool. Its turns are short; the driver's calls run between them under granted slots. What it knows of capacity and LUNs it counts from the catalog when it wakes, so nothing is written per
/// operation.
/// </summary>
[Reentrant]
[KeepAlive]
[GrainType(GrainLookups.Backend)]
public sealed partial class BackendGrain(
    [PersistentState("backend")] IPersistentState<BackendState> state, BackendRegistry registry, ICatalog catalog, ISecretSealer secrets, TimeProvider time, ILogger<BackendGrain> logger)
    : Grain, IBackendGrain
{
    private const int TargetIdBlock = 256;
    private static readonly TimeSpan StatsPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LunCoolDown = TimeSpan.FromMinutes(1);
    private readonly CapacityBook _capacity = new();
    private readonly HashSet<Guid> _volumes = [];
    private ConfiguredBackend? _backend;
    private ArraySlots _slots = null!;
    private LunAllocator _luns = null!;
    private ArrayStats? _stats;
    private bool _isUp;
    private int _nextTargetId;

    private BackendId Id => new(this.GetPrimaryKeyString());

    private IDriver Driver => _backend?.Driver ?? throw new StorageError(ErrorKind.Unreachable, ErrorReason.Unreachable, $"The backend {Id} is not configured on this silo.").ToException();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _backend = registry.Find(Id);
        if (_backend is null) return;
        var traits = Driver.Traits;
        _slots = new(traits.Concurrency, time);
        _luns = new(traits.FirstLun, traits.LastLun, LunCoolDown);
        _nextTargetId = state.State.TargetIdsBelow;
        foreach (var holder in await catalog.ListCapacityHoldersAsync(Id, cancellationToken))
        {
            _capacity.Set(holder.Holder, holder.SizeGiB);
            if (holder.IsVolume) _volumes.Add(holder.Holder);
        }
        if (traits.SharedTargets)
        {
            foreach (var export in await catalog.ListExportsAsync(Id, cancellationToken))
                if (export.Lun is { } lun) _luns.Adopt(export.VolumeId, export.Host, lun);
        }
        await RefreshStatsAsync(cancellationToken);
        this.RegisterGrainTimer(RefreshStatsAsync, StatsPeriod, StatsPeriod);
    }

    /// <inheritdoc/>
    public Task<PoolReport> GetState()
    {
        var traits = Driver.Traits;
        var configuration = _backend!.Configuration;
        return Task.FromResult(new PoolReport
        {
            Backend = Id,
            BackendName = configuration.Name,
            DriverName = configuration.Driver,
            StorageProtocol = traits.StorageProtocol,
            TotalGiB = _stats?.TotalGiB ?? 0,
            FreeGiB = traits.ThinProvisioning ? _stats?.FreeGiB ?? 0 : Math.Max(0, (_stats?.TotalGiB ?? 0) - _capacity.ProvisionedGiB),
            ProvisionedGiB = _capacity.ProvisionedGiB,
            MaxOverSubscriptionRatio = traits.MaxOverSubscriptionRatio,
            ThinProvisioning = traits.ThinProvisioning,
            Multiattach = traits.Multiattach,
            OnlineExtend = traits.OnlineExtend,
            SharedTargets = traits.SharedTargets,
            AvailabilityZone = configuration.AvailabilityZone,
            Enabled = !state.State.Disabled,
            DisabledReason = state.State.DisabledReason,
            IsUp = _isUp,
            At = time.GetUtcNow(),
            VolumeCount = _volumes.Count,
            Running = _slots.Running,
            Waiting = _slots.Waiting,
            Incarnation = _stats?.Incarnation,
        });
    }

    /// <inheritdoc/>
    public Task<bool> ReserveCapacity(Guid holder, int sizeGiB) =>
        Task.FromResult(_capacity.TrySet(holder, sizeGiB, (_stats?.TotalGiB ?? 0) * Driver.Traits.MaxOverSubscriptionRatio));

    /// <inheritdoc/>
    public Task ReleaseCapacity(Guid holder)
    {
        _capacity.Remove(holder);
        _volumes.Remove(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task SetEnabled(bool enabled, string? disabledReason)
    {
        (state.State.Disabled, state.State.DisabledReason) = (!enabled, enabled ? null : disabledReason);
        await state.WriteStateAsync();
    }

    /// <summary>The next target number; a block is set aside on record before its first is given.</summary>
    private async Task<int> NextTargetIdAsync()
    {
        if (!Driver.Traits.NumbersTargets) return 0;
        while (_nextTargetId >= state.State.TargetIdsBelow)
        {
            state.State.TargetIdsBelow = _nextTargetId + TargetIdBlock;
            await state.WriteStateAsync();
        }
        return _nextTargetId++;
    }

    private async Task RefreshStatsAsync(CancellationToken cancellationToken)
    {
        var stats = await Driver.Volumes.GetStatsAsync(cancellationToken);
        if (stats.IsDone != _isUp) LogReachable(logger, Id, stats.IsDone, stats.Message);
        _isUp = stats.IsDone;
        if (stats.IsDone) _stats = stats.Value;
    }

    [LoggerMessage(1101, LogLevel.Information, "Backend {Backend}: array reachable: {Reachable} {Why}")]
    private static partial void LogReachable(ILogger logger, BackendId backend, bool reachable, string? why);
}
