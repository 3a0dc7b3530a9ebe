using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Grains.Projects;

internal sealed partial class ProjectProcess
{
    private static readonly TimeSpan DefaultsLast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly LastAnswer<ImmutableDictionary<string, long>> _defaults = new(defaults, DefaultsLast, Patience, time);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _asked;
    private long _written;

    /// <summary>Whether a write failed: it was left behind or is without a database, so it must end, and what it promised in memory with it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Writes limits and promises as they are now. Those who ask while another writes share the next write.</summary>
    private async Task SaveAsync()
    {
        var mine = ++_asked;
        await _writing.WaitAsync();
        try
        {
            if (_written >= mine) return;
            await faults.ReachAsync(FaultPoint.ProjectBeforePromise);
            var covered = _asked;
            (state.State.Limits, state.State.Promises) = (_book.Limits, _book.Open());
            await state.WriteStateAsync();
            _written = covered;
        }
        catch
        {
            IsOver = true;
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Takes over what the activation before had promised, and marks what is on record meanwhile, before the first count.</summary>
    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        _book.Adopt(state.State.Promises, time.GetUtcNow() + PromiseLasts);
        foreach (var promise in state.State.Promises)
        {
            if (await IsOnRecordAsync(promise.What, cancellationToken)) _book.Commit(promise.What.Holder);
        }
    }

    /// <summary>A growth and a backup have no row under the holder's id: their promises end by themselves.</summary>
    private async Task<bool> IsOnRecordAsync(QuotaReservation what, CancellationToken cancellationToken)
    {
        if (what.Snapshots > 0) return await catalog.FindVolumeOfSnapshotAsync(new SnapshotId(what.Holder), cancellationToken) is not null;
        return what.Volumes > 0 && await catalog.FindVolumeAsync(new VolumeId(what.Holder), cancellationToken) is not null;
    }
}
