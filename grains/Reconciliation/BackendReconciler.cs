using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// The rounds of one backend's reconciler: when its array may have forgotten its exports it compares at once, else every minute; operations whose time is over are settled in each round. Orphans are only
/// reported: nothing that is not on record is touched here. Knows no Orleans: the grain is its adapter, the tests' simulator another. One round at a time.
/// </summary>
/// <param name="id">The backend.</param>
/// <param name="catalog">What is on record.</param>
/// <param name="backend">What the array shows.</param>
/// <param name="restoreAsync">Has a volume settle what is open and make its exports to these hosts again; never throws for what the volume answers.</param>
/// <param name="timeouts">How far clocks may differ.</param>
/// <param name="time">The clock.</param>
public sealed class BackendReconciler(BackendId id, ICatalog catalog, Func<IBackendGrain> backend, Func<VolumeId, ImmutableArray<string>, Task> restoreAsync, OperationTimeouts timeouts, TimeProvider time)
{
    private const int VolumesAtOnce = 16;
    private string? _incarnation;
    private DateTimeOffset _compareAt;

    /// <summary>How often it compares when nothing calls for it sooner.</summary>
    public static TimeSpan ComparePeriod { get; } = TimeSpan.FromMinutes(1);

    /// <summary>One round; the report when it compared.</summary>
    public async Task<ReconcileReport?> LookAsync()
    {
        var report = await backend().GetState();
        var now = time.GetUtcNow();
        if (!report.IsUp) return null;
        if (report.Incarnation == _incarnation && now < _compareAt)
        {
            await SettleAsync();
            return null;
        }
        var done = await ReconcileAsync();
        if (done.Error is null) (_incarnation, _compareAt) = (report.Incarnation, now + ComparePeriod);
        return done;
    }

    /// <summary>Settles, compares, and has missing exports made again.</summary>
    public async Task<ReconcileReport> ReconcileAsync()
    {
        var settled = await SettleAsync();
        var listed = await backend().ListExports();
        if (!listed.IsDone) return new(time.GetUtcNow(), 0, 0, [], [], settled, listed.Message);
        var recorded = (await catalog.ListExportsAsync(id, CancellationToken.None)).Where(r => r.Phase == ExportPhase.Exported).ToList();
        var onArray = listed.Value!.Where(e => e.IsOurs).ToList();
        var missing = recorded.ExceptBy(onArray.Select(e => (e.VolumeId, e.Initiator)), r => ((VolumeId?)r.VolumeId, r.Initiator)).ToList();
        var orphaned = onArray.ExceptBy(recorded.Select(r => ((VolumeId?)r.VolumeId, r.Initiator)), e => (e.VolumeId, e.Initiator)).ToList();
        await Parallel(missing.GroupBy(m => m.VolumeId), g => restoreAsync(g.Key, [.. g.Select(m => m.Host)]));
        return new(time.GetUtcNow(), recorded.Count, onArray.Count, [.. missing.Select(m => $"{m.VolumeId} to {m.Host}")],
            [.. orphaned.Select(o => $"{o.Location.TargetName} to {o.Initiator ?? "nobody"}")], settled, null);
    }

    private async Task<int> SettleAsync()
    {
        var late = await catalog.ListOpenIntentsAsync(id, time.GetUtcNow() - timeouts.ClockSkew, CancellationToken.None);
        await Parallel(late, v => restoreAsync(v, []));
        return late.Count;
    }

    private static async Task Parallel<T>(IEnumerable<T> items, Func<T, Task> action)
    {
        foreach (var batch in items.Chunk(VolumesAtOnce)) await Task.WhenAll(batch.Select(action));
    }
}
