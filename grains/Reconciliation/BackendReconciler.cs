using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// The rounds of one backend's reconciler: when its array may have forgotten its exports it compares at once, else every minute; operations whose time is over are settled in each round. Missing
/// exports are made again by their volumes, orphans with our mark are removed by theirs once their grace is over, and nothing without our mark is touched. Knows no Orleans: the grain is its adapter, the tests' simulator another. One round at a time.
/// </summary>
/// <param name="id">The backend.</param>
/// <param name="catalog">What is on record.</param>
/// <param name="backend">What the array shows.</param>
/// <param name="restoreAsync">Has a volume settle what is open and make its exports to these hosts again; answers null, or why it did not; never throws for what the volume answers.</param>
/// <param name="removeOrphanAsync">Has a volume remove an export of its own that nothing records, by its initiator; false when there is no such volume.</param>
/// <param name="recoverAsync">Has a volume take over what the array shows, or say what it would; null when its record is not behind.</param>
/// <param name="timeouts">How long a removal may take, and how far clocks may differ.</param>
/// <param name="options">How long orphans are left alone.</param>
/// <param name="time">The clock.</param>
/// <param name="faults">The product's do nothing.</param>
public sealed partial class BackendReconciler(BackendId id, ICatalog catalog, Func<IBackendGrain> backend, Func<VolumeId, ImmutableArray<string>, Task<string?>> restoreAsync,
    Func<VolumeId, string?, Task<bool>> removeOrphanAsync, Func<RecoverVolumeRequest, Task<RecoveredVolume?>> recoverAsync, OperationTimeouts timeouts, ReconcileOptions options, TimeProvider time, IFaultPoints faults)
{
    private const int VolumesAtOnce = 16;
    private static readonly TimeSpan LongestSettle = TimeSpan.FromSeconds(5);
    private string? _incarnation;
    private readonly HashSet<VolumeId> _waking = [];
    private TimeSpan _comparePeriod;
    private long _comparedAt;

    /// <summary>How often it compares when nothing calls for it sooner.</summary>
    public static TimeSpan ComparePeriod { get; } = TimeSpan.FromMinutes(1);

    /// <summary>One round; the report when it compared.</summary>
    public async Task<ReconcileReport?> LookAsync()
    {
        var report = await backend().GetState();
        var now = time.GetTimestamp();
        if (!report.IsUp) return null;
        if (report.Incarnation == _incarnation && time.GetElapsedTime(_comparedAt, now) < _comparePeriod)
        {
            await SettleAsync();
            return null;
        }
        var done = await ReconcileAsync();
        if (done.Error is null) (_incarnation, _comparedAt, _comparePeriod) = (report.Incarnation, now, PeriodAfter(done));
        return done;
    }

    /// <summary>Compares and changes nothing.</summary>
    public Task<ReconcileReport> CompareAsync() => CompareAsync(isDryRun: true, settled: 0);

    /// <summary>Settles, compares, and mends what can be mended safely.</summary>
    public async Task<ReconcileReport> ReconcileAsync()
    {
        var found = await CompareAsync(isDryRun: false, await SettleAsync());
        return found with { Differences = await MendAsync(found.Differences) };
    }

    /// <summary>An orphan is looked at again when its grace is over.</summary>
    private TimeSpan PeriodAfter(ReconcileReport done) =>
        options.OrphanGrace < ComparePeriod && done.Differences.Any(d => d.Kind == DriftKind.Orphaned) ? options.OrphanGrace : ComparePeriod;

    private async Task<int> SettleAsync()
    {
        await faults.ReachAsync(FaultPoint.ReconcilerBeforeSettle);
        var now = time.GetUtcNow();
        var late = await catalog.ListOpenIntentsAsync(id, now - timeouts.ClockSkew, now + timeouts.Longest + timeouts.ClockSkew, CancellationToken.None);
        await Parallel(late, SettleAsync);
        return late.Count;
    }

    /// <summary>One that takes longer than a round goes on behind, and is not asked again meanwhile: it may be waiting for another activation's operation to be over.</summary>
    private async Task SettleAsync(VolumeId volume)
    {
        if (!_waking.Add(volume)) return;
        var settled = Settle();
        await Task.WhenAny(settled, Task.Delay(LongestSettle, time));

        async Task Settle()
        {
            try
            {
                await restoreAsync(volume, []);
            }
            finally
            {
                _waking.Remove(volume);
            }
        }
    }

    private static async Task Parallel<T>(IEnumerable<T> items, Func<T, Task> action)
    {
        foreach (var batch in items.Chunk(VolumesAtOnce)) await Task.WhenAll(batch.Select(action));
    }
}
