using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>What is done on an operator's word alone: bringing together a record and an array that has seen a newer one, and removing what nobody knows.</summary>
public sealed partial class BackendReconciler
{
    private const int VolumesAPage = 1000;

    /// <inheritdoc cref="IReconcilerGrain.Recover"/>
    public async Task<RecoverReport> RecoverAsync(bool isDryRun)
    {
        var standing = await backend().GetStanding();
        if (standing.Kind is RecordStanding.Unread or RecordStanding.Foreign) return new(time.GetUtcNow(), isDryRun, standing, [], [], standing.Why);
        var listed = await backend().ListExports();
        if (!listed.IsDone) return new(time.GetUtcNow(), isDryRun, standing, [], [], listed.Message);
        var volumes = await RecoverVolumesAsync(listed.Value!, await backend().GetSeenEpochs(null), isDryRun);
        if (!isDryRun && volumes.All(v => v.Outcome == Drift.Done)) standing = await backend().Recover();
        var unknown = (await CompareAsync(isDryRun: true, settled: 0)).Differences.Where(d => d.Kind == DriftKind.Unknown);
        return new(time.GetUtcNow(), isDryRun, standing, volumes, [.. unknown], null);
    }

    /// <inheritdoc cref="IReconcilerGrain.RemoveUnknown"/>
    public async Task<ImmutableArray<Drift>> RemoveUnknownAsync(ImmutableArray<VolumeId> volumes)
    {
        var found = await CompareAsync(isDryRun: true, settled: 0);
        if (found.Error is { } error) throw new StorageError(ErrorKind.Busy, ErrorReason.Busy, error).ToException();
        List<Drift> removed = [];
        foreach (var drift in found.Differences.Where(d => d.Kind == DriftKind.Unknown && d.VolumeId is { } id && volumes.Contains(id)))
            removed.Add(drift with { Action = DriftAction.Remove, Outcome = await RemoveUnknownAsync(drift) ?? Drift.Done });
        return [.. removed];
    }

    /// <summary>Null when it is done, else why not. The fence is one above what the array has seen: nobody's record is behind it then by more than it was.</summary>
    private async Task<string?> RemoveUnknownAsync(Drift drift)
    {
        if (drift.Sessions is null or > 0) return $"{drift.Sessions?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "An unknown number of"} sessions are open: log the host out there first.";
        var volume = drift.VolumeId!.Value;
        var seen = (await backend().GetSeenEpochs([volume])).Select(s => s.Epoch).DefaultIfEmpty(0).Max();
        var outcome = await backend().RemoveExport(new()
        {
            Volume = new(volume, 0), Connector = new Connector { Host = "", Initiator = drift.Initiator }, Project = Caller.System.Project, UnlessInUse = true,
            Fence = new(OperationId.New(), seen + 1, time.GetUtcNow() + timeouts.Export) { Known = seen },
        });
        return outcome.ToError()?.Message;
    }

    private async Task<ImmutableArray<RecoveredVolume>> RecoverVolumesAsync(IReadOnlyList<ArrayExport> shown, ImmutableArray<SeenEpoch> seen, bool isDryRun)
    {
        var (bySeen, byVolume) = (seen.ToDictionary(s => s.VolumeId), shown.ToLookup(e => e.VolumeId));
        List<RecoveredVolume> all = [];
        await foreach (var page in PagesAsync())
        {
            foreach (var some in HeldOf(page, seen).Chunk(VolumesAtOnce))
            {
                var asked = some.Select(h => AskAsync(h, new(h.VolumeId, bySeen[h.VolumeId], [.. byVolume[h.VolumeId]], isDryRun)));
                all.AddRange((await Task.WhenAll(asked)).OfType<RecoveredVolume>());
            }
        }
        return [.. all];
    }

    private async Task<RecoveredVolume?> AskAsync(HeldVolume held, RecoverVolumeRequest request)
    {
        try
        {
            return await recoverAsync(request);
        }
        catch (Exception e) when (e is StorageException or TimeoutException or OrleansException)
        {
            return new(held.VolumeId, held.Known, held.Seen, [], e.Message);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<VolumeDescription>> PagesAsync()
    {
        Guid? marker = null;
        while (true)
        {
            var page = await catalog.ListVolumesAsync(new() { Filters = [new("host", CatalogOperator.Equal, id.Value)], Limit = VolumesAPage, Marker = marker }, CancellationToken.None);
            if (page.Count == 0) yield break;
            yield return page;
            marker = page[^1].Id.Value;
        }
    }
}
