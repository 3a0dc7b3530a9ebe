using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// Looks at one backend every two seconds: when its array may have forgotten its exports it compares at once, else every minute; operations whose time is over are settled in each round.
/// Orphans are only reported: nothing that is not on record is touched here. One activation in the cluster; a reminder wakes it again when its silo is lost.
/// </summary>
[KeepAlive]
[GrainType("reconciler")]
public sealed partial class ReconcilerGrain(ICatalog catalog, OperationTimeouts timeouts, TimeProvider time, ILogger<ReconcilerGrain> logger) : Grain, IReconcilerGrain, IRemindable
{
    private const int VolumesAtOnce = 16;
    private const string ReminderName = "reconcile";
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ComparePeriod = TimeSpan.FromMinutes(1);
    private ReconcileReport? _last;
    private string? _incarnation;
    private DateTimeOffset _compareAt;
    private bool _started;

    private BackendId Id => new(this.GetPrimaryKeyString());

    private IBackendGrain Backend => GrainFactory.GetBackend(Id);

    /// <inheritdoc/>
    public async Task Start()
    {
        if (_started) return;
        await this.RegisterOrUpdateReminder(ReminderName, ComparePeriod, ComparePeriod);
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
    public async Task<ReconcileReport> Reconcile()
    {
        var settled = await SettleAsync();
        var listed = await Backend.ListExports();
        if (!listed.IsDone) return _last = new(time.GetUtcNow(), 0, 0, [], [], settled, listed.Message);
        var recorded = (await catalog.ListExportsAsync(Id, CancellationToken.None)).Where(r => r.Phase == ExportPhase.Exported).ToList();
        var onArray = listed.Value!.Where(e => e.IsOurs).ToList();
        var missing = recorded.ExceptBy(onArray.Select(e => (e.VolumeId, e.Initiator)), r => ((VolumeId?)r.VolumeId, r.Initiator)).ToList();
        var orphaned = onArray.ExceptBy(recorded.Select(r => ((VolumeId?)r.VolumeId, r.Initiator)), e => (e.VolumeId, e.Initiator)).ToList();
        await Parallel(missing.GroupBy(m => m.VolumeId), g => RestoreAsync(g.Key, [.. g.Select(m => m.Host)]));
        if (missing.Count > 0 || orphaned.Count > 0) LogCompared(logger, Id, missing.Count, orphaned.Count);
        return _last = new(time.GetUtcNow(), recorded.Count, onArray.Count, [.. missing.Select(m => $"{m.VolumeId} to {m.Host}")],
            [.. orphaned.Select(o => $"{o.Location.TargetName} to {o.Initiator ?? "nobody"}")], settled, null);
    }

    private void Begin()
    {
        if (_started) return;
        _started = true;
        this.RegisterGrainTimer(LookAsync, TimeSpan.Zero, LookPeriod);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var report = await Backend.GetState();
        var now = time.GetUtcNow();
        if (!report.IsUp) return;
        if (report.Incarnation != _incarnation || now >= _compareAt)
        {
            var done = await Reconcile();
            if (done.Error is not null) return;
            (_incarnation, _compareAt) = (report.Incarnation, now + ComparePeriod);
            return;
        }
        await SettleAsync();
    }

    private async Task<int> SettleAsync()
    {
        var late = await catalog.ListOpenIntentsAsync(Id, time.GetUtcNow() - timeouts.ClockSkew, CancellationToken.None);
        await Parallel(late, v => RestoreAsync(v, []));
        return late.Count;
    }

    private async Task RestoreAsync(VolumeId volume, ImmutableArray<string> hosts)
    {
        try
        {
            await GrainFactory.GetVolume(volume).Restore(hosts);
        }
        catch (Exception e) when (e is StorageException or TimeoutException)
        {
            LogNotRestored(logger, Id, volume, e.Message);
        }
    }

    private static async Task Parallel<T>(IEnumerable<T> items, Func<T, Task> action)
    {
        foreach (var batch in items.Chunk(VolumesAtOnce)) await Task.WhenAll(batch.Select(action));
    }

    [LoggerMessage(1201, LogLevel.Information, "Backend {Backend}: {Missing} exports were missing on the array and are made again; {Orphaned} are on the array and not on record")]
    private static partial void LogCompared(ILogger logger, BackendId backend, int missing, int orphaned);

    [LoggerMessage(1202, LogLevel.Warning, "Backend {Backend}: volume {VolumeId} could not be restored yet: {Why}")]
    private static partial void LogNotRestored(ILogger logger, BackendId backend, VolumeId volumeId, string why);
}
