using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Idempotency;
using OrleansStorage.Ids;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// The Orleans adapter of <see cref="BackendReconciler"/>: a round every two seconds. One activation in the cluster; a reminder wakes it again when its silo is lost.
/// </summary>
[KeepAlive]
[GrainType("reconciler")]
public sealed partial class ReconcilerGrain(
    ICatalog catalog, IFigures counts, IMeterFactory meters, IExpiry expiry, IIdempotencyKeys keys, IUserMessages messages, OperationTimeouts timeouts,
    ReconcileOptions options, TimeProvider time, IFaultPoints faults, ILogger<ReconcilerGrain> logger, ISiloClock? clock = null)
    : Grain, IReconcilerGrain, IRemindable
{
    private const int EntriesAtOnce = 5_000;
    private const string ReminderName = "reconcile";
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FiguresPeriod = TimeSpan.FromSeconds(5);
    private readonly DriftMeter _meter = new(meters);
    private ReconcileReport? _last;
    private BackendReconciler? _reconciler;
    private GroupWatch? _groups;
    private FiguresKeeper? _figures;
    private ExpiryPlace _expired;
    private bool _started;

    private BackendId Id => new(this.GetPrimaryKeyString());

    private BackendReconciler Reconciler => _reconciler ??= new(Id, catalog, () => GrainFactory.GetBackend(Id), RestoreAsync, (v, i) => GrainFactory.GetVolume(v).RemoveOrphan(i), r => GrainFactory.GetVolume(r.VolumeId).Recover(r), timeouts, options, time, faults);

    private GroupWatch Groups => _groups ??= new(Id, catalog, GrainFactory, logger);

    private FiguresKeeper Figures => _figures ??= new(Id, counts, time);

    /// <inheritdoc/>
    public async Task Start()
    {
        if (_started) return;
        await this.RegisterOrUpdateReminder(ReminderName, BackendReconciler.ComparePeriod, BackendReconciler.ComparePeriod);
        Begin();
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ReconcileReport?> GetState() => Task.FromResult(_last);

    /// <inheritdoc/>
    public Task<ReconcilerFigures> GetFigures() => Task.FromResult(Figures.Now);

    /// <inheritdoc/>
    public async Task<ReconcileReport> Reconcile()
    {
        var report = await NotedAsync(await Reconciler.ReconcileAsync());
        await faults.ReachAsync(FaultPoint.ReconcilerBeforeReply);
        return report;
    }

    /// <inheritdoc/>
    public Task<ReconcileReport> Compare() => Reconciler.CompareAsync();

    /// <inheritdoc/>
    public async Task<RecoverReport> Recover(bool isDryRun)
    {
        var report = await Reconciler.RecoverAsync(isDryRun);
        if (!isDryRun) LogRecovered(logger, Id, report.Volumes.Length, report.Volumes.Count(v => v.Outcome == "done"), report.Error ?? report.Standing.Why ?? "in step");
        return report;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Drift>> RemoveUnknown(ImmutableArray<VolumeId> volumes)
    {
        var removed = await Reconciler.RemoveUnknownAsync(volumes);
        foreach (var drift in removed) LogRemoved(logger, Id, drift.TargetName, drift.Initiator, drift.Outcome!);
        return removed;
    }

    private void Begin()
    {
        if (_started) return;
        _started = true;
        this.Every(LookAsync, TimeSpan.Zero, LookPeriod);
        // Beside the rounds: one that takes long, as with an array that hangs, is when they are looked at.
        this.Every(Figures.RefreshAsync, TimeSpan.Zero, FiguresPeriod, interleave: true);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await Reconciler.LookAsync() is { } report) await NotedAsync(report);
    }

    private async Task<ReconcileReport> NotedAsync(ReconcileReport report)
    {
        Figures.Note(report);
        _meter.Count(Id, report.Differences);
        await faults.ReachAsync(FaultPoint.ReconcilerBeforeExpiry);
        await ExpireAsync();
        await Groups.LookAsync();
        if (!report.Differences.IsEmpty) LogCompared(logger, Id, report.Differences.Count(d => d.Outcome is not null), report.Differences.Count(d => d.Outcome is null));
        foreach (var removed in report.Differences.Where(d => d is { Action: DriftAction.Remove, Outcome: not null })) LogRemoved(logger, Id, removed.TargetName, removed.Initiator, removed.Outcome!);
        return _last = report;
    }

    /// <summary>One step through every timeline, whose volume need not be of this backend nor be at all: steps of several reconcilers in one place do each other no harm.</summary>
    private async Task ExpireAsync()
    {
        // By a clock that is ahead what is kept would be old.
        if (clock?.Refusal is not null) return;
        var now = time.GetUtcNow();
        _expired = (await expiry.RemoveOperationsAsync(_expired, now - options.TimelineRetention, EntriesAtOnce, CancellationToken.None)).Next;
        await keys.RemoveExpiredAsync(now, EntriesAtOnce, CancellationToken.None);
        await messages.RemoveExpiredAsync(now, EntriesAtOnce, CancellationToken.None);
    }

    /// <summary>Null when it is done, else why not.</summary>
    private async Task<string?> RestoreAsync(VolumeId volume, ImmutableArray<string> hosts)
    {
        try
        {
            await GrainFactory.GetVolume(volume).Restore(hosts);
            return null;
        }
        catch (Exception e) when (e is StorageException or TimeoutException or OrleansException)
        {
            // One whose record cannot be read is noted where it was read, and is met again by each round.
            if (e is not StorageException { Error.Reason: ErrorReason.Unreadable }) LogNotRestored(logger, Id, volume, e.Message);
            return e.Message;
        }
    }

    [LoggerMessage(1201, LogLevel.Information, "Backend {Backend}: array and records differ: {Mended} differences were to be mended, {Left} were left")]
    private static partial void LogCompared(ILogger logger, BackendId backend, int mended, int left);

    [LoggerMessage(1204, LogLevel.Warning, "Backend {Backend}: the orphan {Target} to {Initiator} was to be removed: {Result}")]
    private static partial void LogRemoved(ILogger logger, BackendId backend, string? target, string? initiator, string result);

    [LoggerMessage(1206, LogLevel.Warning, "Backend {Backend}: an operator had {Behind} volumes taken over from the array, {Done} are: {Standing}")]
    private static partial void LogRecovered(ILogger logger, BackendId backend, int behind, int done, string standing);

    [LoggerMessage(1202, LogLevel.Warning, "Backend {Backend}: volume {VolumeId} could not be restored yet: {Why}")]
    private static partial void LogNotRestored(ILogger logger, BackendId backend, VolumeId volumeId, string why);
}
