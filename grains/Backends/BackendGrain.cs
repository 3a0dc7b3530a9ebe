using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// The Orleans adapter of <see cref="BackendProcess"/>: one array's pool. Its turns are short; the driver's calls run between them under granted slots. What it knows of capacity and LUNs it counts from the
/// catalog when it wakes, so nothing is written per operation.
/// </summary>
[Reentrant]
[KeepAlive]
[GrainType(GrainLookups.Backend)]
public sealed partial class BackendGrain(
    [PersistentState("backend")] IPersistentState<BackendState> state, BackendRegistry registry, IInstallation installation, ICatalog catalog, ISecretSealer secrets, OperationTimeouts timeouts, TimeProvider time, IFaultPoints faults,
    IMeterFactory meters, ILogger<BackendGrain> logger) : Grain, IBackendGrain, ITargetNumbers, IGenerations
{
    private static readonly TimeSpan StatsPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StatsTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LunCoolDown = TimeSpan.FromMinutes(1);
    private ConfiguredBackend? _backend;
    private BackendProcess? _process;
    private ArrayStanding? _standing;
    private ArrayStats? _stats;
    private bool? _isUp;
    private bool _isUnreadable;
    private DateTimeOffset? _lastAnswerAt;
    private BreakerState _breaker;

    private BackendId Id => new(this.GetPrimaryKeyString());

    private IDriver Driver => _backend?.Driver ?? throw NotConfigured();

    private BackendProcess Process => _process ?? throw NotConfigured();

    bool ITargetNumbers.AreKnown => !_isUnreadable;

    private ArrayStanding Standing => _standing ?? throw NotConfigured();

    int ITargetNumbers.Below => state.State.TargetIdsBelow;

    /// <summary>While nobody knows what an operator set, the pool takes no volumes and no changes of data; attaching and detaching go on.</summary>
    private bool IsFrozen => state.State.Frozen || _isUnreadable;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _backend = registry.Find(Id);
        if (_backend is null) return;
        _isUnreadable = state.State.Unreadable is not null;
        _standing = new(Id, Driver.Marks, this, this, await installation.GetIdAsync(cancellationToken), time);
        _process = new(Id, Driver, this, secrets, timeouts, time, faults, LunCoolDown, new BackendMeter(meters, Id), _standing);
        _process.Adopt(await catalog.ListCapacityHoldersAsync(Id, cancellationToken), Driver.Traits.SharedTargets ? await RecordedExportsAsync(cancellationToken) : []);
        await RefreshStatsAsync(cancellationToken);
        await LookAsync(cancellationToken);
        this.Every(RefreshStatsAsync, StatsPeriod, StatsPeriod);
        this.Every(CountAsync, CountPeriod, CountPeriod);
        this.Every(LookAsync, StatsPeriod, StatsPeriod);
    }

    /// <inheritdoc/>
    public Task<StorageError?> Admit(AdmissionRequest request) => Process.AdmitAsync(request);

    /// <inheritdoc/>
    public Task<QueuePlace?> GetPlace(VolumeId volume) => Task.FromResult(Process.PlaceOf(volume));

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
            FreeGiB = traits.ThinProvisioning ? _stats?.FreeGiB ?? 0 : Math.Max(0, (_stats?.TotalGiB ?? 0) - Process.ProvisionedGiB),
            ProvisionedGiB = Process.ProvisionedGiB,
            MaxOverSubscriptionRatio = traits.MaxOverSubscriptionRatio,
            ThinProvisioning = traits.ThinProvisioning,
            Multiattach = traits.Multiattach,
            OnlineExtend = traits.OnlineExtend,
            SharedTargets = traits.SharedTargets,
            AvailabilityZone = configuration.AvailabilityZone,
            // Nothing new is placed on an array that is another's.
            Enabled = !state.State.Disabled && !_isUnreadable && Standing.Kind != RecordStanding.Foreign,
            DisabledReason = Standing.Kind == RecordStanding.Foreign ? Standing.Report.Why : _isUnreadable ? StorageError.Unreadable(RecordKind.Backend, Id).Message : state.State.DisabledReason,
            IsUp = _isUp is true,
            At = time.GetUtcNow(),
            VolumeCount = Process.VolumeCount,
            Running = Process.Running,
            Waiting = Process.Waiting,
            Incarnation = _stats?.Incarnation,
            EstimatedWait = Process.EstimatedWait,
            Breaker = Process.Breaker,
            Lanes = Process.Lanes,
            Frozen = IsFrozen,
            LastAnswerAt = _lastAnswerAt,
            Standing = Standing.Report,
        });
    }

    /// <inheritdoc/>
    public Task<bool> ReserveCapacity(Guid holder, int sizeGiB) => Task.FromResult(Process.ReserveCapacity(holder, sizeGiB));

    /// <inheritdoc/>
    public Task ReleaseCapacity(Guid holder)
    {
        Process.ReleaseCapacity(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetEnabled(bool enabled, string? disabledReason) => SetAsync(enabled, disabledReason, state.State.Frozen);

    /// <inheritdoc/>
    public Task SetFrozen(bool frozen) => SetAsync(!frozen, "frozen", frozen);

    Task ITargetNumbers.ReserveAsync(int below) => InTurnAsync(() => state.WriteAsync(this, state.State.TargetIdsBelow, below, (kept, now) => kept.TargetIdsBelow = now, faults));

    private Task SetAsync(bool enabled, string? disabledReason, bool frozen) =>
        InTurnAsync(() => state.WriteAsync(this, (state.State.Disabled, state.State.DisabledReason, state.State.Frozen), (!enabled, enabled ? null : disabledReason, frozen),
            (kept, now) => (kept.Disabled, kept.DisabledReason, kept.Frozen) = now, faults));

    private StorageException NotConfigured() => new StorageError(ErrorKind.Unreachable, ErrorReason.Unreachable, $"The backend {Id} is not configured on this silo.").ToException();

    /// <summary>Who was promised space may never have made a volume, and who gave it back may not have reached this grain.</summary>
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var setBefore = Process.Now - PromiseLasts;
        Process.Recount(await catalog.ListCapacityHoldersAsync(Id, cancellationToken), setBefore);
    }

    private async Task RefreshStatsAsync(CancellationToken cancellationToken)
    {
        if (_isUnreadable) await EndWhenRepairedAsync();
        var stats = await ReadAsync(Driver.Volumes.GetStatsAsync, StatsTimeout, cancellationToken);
        Note(stats.IsDone, stats.Message);
        if (!stats.IsDone) return;
        (_stats, _lastAnswerAt) = (stats.Value, time.GetUtcNow());
        Process.LimitGiB = _stats!.TotalGiB * Driver.Traits.MaxOverSubscriptionRatio;
    }

    /// <summary>Tells each change once, and how it is when the grain wakes.</summary>
    private void Note(bool isUp, string? why)
    {
        if (!isUp && _isUp is not false) LogDown(logger, Id, why);
        if (isUp && _isUp is not true) LogUp(logger, Id);
        _isUp = isUp;
        var breaker = Process.Breaker;
        if (breaker == BreakerState.Open && _breaker == BreakerState.Closed) LogLeftAlone(logger, Id);
        if (breaker == BreakerState.Closed && _breaker != BreakerState.Closed) LogCalledAgain(logger, Id);
        _breaker = breaker;
    }

    /// <summary>Reads need no slot, so nothing else bounds them: an array that hangs must not stop this grain, nor those who ask every pool.</summary>
    private async Task<ArrayOutcome<T>> ReadAsync<T>(Func<CancellationToken, Task<ArrayOutcome<T>>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await read(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ArrayOutcome.Unreachable<T>($"The array did not answer within {timeout.TotalSeconds:F0} s.");
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Backend {Backend}: its array answers")]
    private static partial void LogUp(ILogger logger, BackendId backend);

    [LoggerMessage(1102, LogLevel.Warning, "Backend {Backend}: its array does not answer: {Why}")]
    private static partial void LogDown(ILogger logger, BackendId backend, string? why);

    [LoggerMessage(1103, LogLevel.Warning, "Backend {Backend}: its array failed too often; it is left alone and tried by one call at a time")]
    private static partial void LogLeftAlone(ILogger logger, BackendId backend);

    [LoggerMessage(1104, LogLevel.Information, "Backend {Backend}: its array is called again as ever")]
    private static partial void LogCalledAgain(ILogger logger, BackendId backend);
}
