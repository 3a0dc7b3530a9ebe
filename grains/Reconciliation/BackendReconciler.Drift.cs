using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

public sealed partial class BackendReconciler
{
    private readonly OrphanWatch _orphans = new(time);

    /// <summary>Reads the array first and the records after it: an export that is made in between must not look like an orphan, nor an epoch that is used in between like one that the record does not know.</summary>
    private async Task<ReconcileReport> CompareAsync(bool isDryRun, int settled)
    {
        var standing = await backend().GetStanding();
        if (standing.Kind is RecordStanding.Unread or RecordStanding.Foreign) return Failed(isDryRun, settled, standing.Why) with { Standing = standing };
        var listed = await backend().ListExports();
        await faults.ReachAsync(FaultPoint.ReconcilerHasArray);
        if (!listed.IsDone) return Failed(isDryRun, settled, listed.Message) with { Standing = standing };
        var picture = await PictureAsync(listed.Value!, standing);
        var recorded = picture.Volumes.SelectMany(v => v.Exports.Select(e => ((VolumeId?)v.Id, e.Initiator))).ToHashSet();
        var now = time.GetUtcNow();
        _orphans.Note(picture.OnArray.Where(e => !recorded.Contains((e.VolumeId, e.Initiator))));
        var differences = DriftRules.Compare(picture, _orphans.Since, now, options.OrphanGrace);
        return new(now, isDryRun, recorded.Count, picture.OnArray.Count(e => e.IsOurs), picture.Volumes.Sum(v => v.Attachments.Length), [.. differences], settled, null) { Standing = standing };
    }

    private async Task<DriftPicture> PictureAsync(IReadOnlyList<ArrayExport> onArray, BackendStanding standing)
    {
        ImmutableArray<VolumeId> shown = [.. onArray.Select(e => e.VolumeId).OfType<VolumeId>().Distinct()];
        var seen = await backend().GetSeenEpochs(standing.Kind == RecordStanding.Behind ? null : shown);
        var volumes = await catalog.ListExportingVolumesAsync(id, CancellationToken.None);
        var known = await catalog.FindVolumesAsync(id, shown, CancellationToken.None);
        return new(volumes, onArray, known, HeldOf(volumes, seen), standing.Kind == RecordStanding.Behind);
    }

    private static IReadOnlyCollection<HeldVolume> HeldOf(IEnumerable<VolumeDescription> volumes, ImmutableArray<SeenEpoch> seen)
    {
        var byId = seen.ToDictionary(s => s.VolumeId);
        return
        [
            .. volumes.Where(v => v.Unreadable is null && byId.TryGetValue(v.Id, out var s) && EpochBook.IsBehind(s, v.KnownEpoch, v.KnownOperations)).Select(v => new HeldVolume(v.Id, v.KnownEpoch, byId[v.Id].Epoch)),
        ];
    }

    private ReconcileReport Failed(bool isDryRun, int settled, string? why) => new(time.GetUtcNow(), isDryRun, 0, 0, 0, [], settled, why);

    /// <summary>Does what is proposed, several volumes at once and each volume's in turn, and answers with what came of it.</summary>
    private async Task<ImmutableArray<Drift>> MendAsync(ImmutableArray<Drift> differences)
    {
        List<Drift> mended = [];
        foreach (var batch in differences.Where(d => d.Action != DriftAction.Leave).GroupBy(d => d.VolumeId).Chunk(VolumesAtOnce))
            mended.AddRange((await Task.WhenAll(batch.Select(MendVolumeAsync))).SelectMany(d => d));
        return [.. mended, .. differences.Where(d => d.Action == DriftAction.Leave)];
    }

    private async Task<List<Drift>> MendVolumeAsync(IEnumerable<Drift> ofVolume)
    {
        List<Drift> mended = [];
        foreach (var drift in ofVolume)
        {
            await faults.ReachAsync(FaultPoint.ReconcilerBeforeMend);
            mended.Add(drift with { Outcome = await MendAsync(drift) ?? Drift.Done });
            await faults.ReachAsync(FaultPoint.ReconcilerAfterMend);
        }
        return mended;
    }

    /// <summary>Null when it is done, else why not.</summary>
    private Task<string?> MendAsync(Drift drift) => drift.Action == DriftAction.Remove ? RemoveAsync(drift.VolumeId!.Value, drift.Initiator) : restoreAsync(drift.VolumeId!.Value, [drift.Host!]);

    /// <summary>
    /// Has an orphan's volume remove it, in turn with its other operations and under an epoch of its own: nobody else knows whether an attach has just taken it over. Null when it is done, else why not.
    /// </summary>
    private async Task<string?> RemoveAsync(VolumeId volumeId, string? initiator)
    {
        try
        {
            return await removeOrphanAsync(volumeId, initiator) ? null : "The volume is not on record any more; nothing was removed.";
        }
        catch (Exception e) when (e is StorageException or TimeoutException or OrleansException)
        {
            return e.Message;
        }
    }
}
