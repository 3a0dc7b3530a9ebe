using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>
/// An array in memory that behaves like a real one: it refuses what a real one refuses, forgets its exports when it restarts and keeps its volumes, turns stale epochs away and counts every
/// change. Knows nothing of latency and faults: those are on the way to it. Safe from any thread; every verb is one step under a lock.
/// </summary>
public sealed partial class SimulatedArray(SimulatedArrayOptions options) : IDisposable
{
    /// <summary>The highest LUN of the shared target (14 bits, the flat addressing of SAM-5).</summary>
    public const int LastSharedLun = 16_383;

    private static readonly ArrayOutcome<Found> FoundNothing = ArrayOutcome.Done(Found.Nothing);
    private static readonly ArrayOutcome<Found> FoundWhole = ArrayOutcome.Done(Found.Whole);

    private readonly Lock _gate = new();
    private readonly SimulatedContent _content = new();
    private readonly EpochGuard _epochs = new();
    private readonly SimulatedExportTable _exports = new(options);
    private SimulatedJournal? _journal;
    private Action<SimulatedMutation>? _watchers;
    private string _incarnation = Guid.NewGuid().ToString("N");

    /// <summary>What kind of array it is.</summary>
    public SimulatedArrayOptions Options { get; } = options;

    /// <summary>How many changes it made; a repetition that changed nothing is none.</summary>
    public long MutationCount { get; private set; }

    /// <summary>How many times it was restarted.</summary>
    public int Restarts { get; private set; }

    /// <summary>Calls <paramref name="watcher"/> on every change from now on, in order and while the array is locked: keep it short.</summary>
    public void Watch(Action<SimulatedMutation> watcher) { lock (_gate) _watchers += watcher; }

    /// <summary>Forgets every export and keeps the volumes, as a target daemon does that starts again.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _exports.Clear();
            _incarnation = Guid.NewGuid().ToString("N");
            Restarts++;
        }
    }

    /// <summary>Puts an export on the array that does not carry our mark.</summary>
    public void AddForeignExport(ArrayExport export) { lock (_gate) _exports.AddForeign(export); }

    /// <summary>The highest epoch that came for a volume.</summary>
    public long HighestEpoch(VolumeId volume) { lock (_gate) return _epochs.Highest(volume); }

    /// <summary>The ids and sizes of its volumes.</summary>
    public IReadOnlyList<ArrayVolume> ListVolumes() { lock (_gate) return _content.ListVolumes(); }

    /// <summary>The ids of its snapshots.</summary>
    public IReadOnlyList<SnapshotId> ListSnapshots() { lock (_gate) return _content.ListSnapshots(); }

    /// <summary>Every export, those without our mark included.</summary>
    public IReadOnlyList<ArrayExport> ListExports() { lock (_gate) return [.. _exports.List().Select(e => e.Owner is { } owner && owner != _mark.Owner ? e with { IsOurs = false } : e)]; }

    /// <summary>Whether a host that logs in with these credentials reaches the volume.</summary>
    public bool Opens(VolumeId volume, string initiator, string user, Secret secret) { lock (_gate) return _exports.Opens(volume, initiator, user, secret); }

    /// <summary>A host logs in and keeps its session until the array ends it, as a host that hangs does. False when it is not let in.</summary>
    public bool OpenSession(VolumeId volume, string initiator) { lock (_gate) return _exports.OpenSession(volume, initiator); }

    /// <summary>Its space and who it is.</summary>
    public ArrayStats Stats() { lock (_gate) return new(Options.CapacityGiB, Options.CapacityGiB - _content.PromisedGiB, _incarnation); }

    /// <inheritdoc cref="IVolumeDriver.CreateVolumeAsync"/>
    public ArrayOutcome<Found> CreateVolume(ArrayVolume volume, VolumeSource? source, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume.Id, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume.Id) is { } there)
                return there == volume.SizeGiB ? FoundWhole : Refused($"volume {volume.Id} is there with {there} GiB, not {volume.SizeGiB}");
            if (volume.SizeGiB <= 0) return Refused($"{volume.SizeGiB} GiB is no size");
            if (source is { } from && _content.WhyNotCopied(from, volume.SizeGiB) is { } reason) return Refused(reason);
            if (volume.SizeGiB > Options.CapacityGiB - _content.PromisedGiB) return Full(volume.SizeGiB);
            Keep(SimulatedVerb.CreateVolume, new(volume.Id, null, volume.SizeGiB, fence.Epoch));
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IVolumeDriver.DeleteVolumeAsync"/>
    public ArrayOutcome<Found> DeleteVolume(VolumeId volume, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume) is null) return FoundNothing;
            if (_exports.Has(volume)) return Refused($"volume {volume} is exported");
            if (_content.HasSnapshots(volume)) return Refused($"volume {volume} has snapshots");
            Keep(SimulatedVerb.DeleteVolume, new(volume, null, null, fence.Epoch));
            _epochs.Retire(volume);
            return FoundWhole;
        }
    }

    /// <inheritdoc cref="IVolumeDriver.ExtendVolumeAsync"/>
    public ArrayOutcome<Found> ExtendVolume(ArrayVolume volume, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume.Id, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume.Id) is not { } there) return NoVolume(volume.Id);
            if (there == volume.SizeGiB) return FoundWhole;
            if (there > volume.SizeGiB) return Refused($"volume {volume.Id} has {there} GiB and never shrinks to {volume.SizeGiB}");
            if (volume.SizeGiB - there > Options.CapacityGiB - _content.PromisedGiB) return Full(volume.SizeGiB - there);
            Keep(SimulatedVerb.ExtendVolume, new(volume.Id, null, volume.SizeGiB, fence.Epoch));
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IVolumeDriver.CreateSnapshotAsync"/>
    public ArrayOutcome<Found> CreateSnapshot(VolumeId volume, SnapshotId snapshot, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.OwnerOf(snapshot) is { } owner) return owner == volume ? FoundWhole : Refused($"snapshot {snapshot} is of volume {owner}");
            if (_content.SizeOf(volume) is not { } sizeGiB) return NoVolume(volume);
            if (sizeGiB > Options.CapacityGiB - _content.PromisedGiB) return Full(sizeGiB);
            Keep(SimulatedVerb.CreateSnapshot, new(volume, snapshot, sizeGiB, fence.Epoch));
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IVolumeDriver.DeleteSnapshotAsync"/>
    public ArrayOutcome<Found> DeleteSnapshot(VolumeId volume, SnapshotId snapshot, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.OwnerOf(snapshot) is not { } owner) return FoundNothing;
            if (owner != volume) return Refused($"snapshot {snapshot} is of volume {owner}");
            Keep(SimulatedVerb.DeleteSnapshot, new(volume, snapshot, null, fence.Epoch));
            return FoundWhole;
        }
    }

    /// <inheritdoc cref="IExportDriver.CreateExportAsync"/>
    public ArrayOutcome<ArrayExport> CreateExport(VolumeId volume, ExportSpec spec, ArrayFence fence, bool half = false)
    {
        if (spec.Connector.Initiator is not { Length: > 0 } initiator) return ArrayOutcome.Refused<ArrayExport>("an export needs an initiator");
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return ArrayOutcome.Refused<ArrayExport>(stale);
            if (_content.SizeOf(volume) is null) return NoVolume(volume).Select<ArrayExport>(_ => null!);
            var found = _exports.Find(volume, initiator, spec.ChapSecret);
            if (found == Found.Whole) return ArrayOutcome.Done(_exports.Get(volume, initiator), found);
            var lun = Options.SharedTarget ? spec.Recorded?.Lun ?? spec.Lun : 1;
            if (Options.SharedTarget && lun is < 1 or > LastSharedLun) return ArrayOutcome.Refused<ArrayExport>($"{lun} is no LUN from 1 to {LastSharedLun}");
            if (_exports.IsTakenByAnother(lun, volume, initiator)) return ArrayOutcome.Refused<ArrayExport>($"LUN {lun} is taken");
            _exports.Put(volume, initiator, spec.ChapSecret, lun, !half, _mark.Owner);
            Count(SimulatedVerb.CreateExport, volume, null, initiator, fence.Epoch);
            return ArrayOutcome.Done(_exports.Get(volume, initiator), found);
        }
    }

    /// <inheritdoc cref="IExportDriver.RemoveExportAsync"/>
    public ArrayOutcome<Found> RemoveExport(VolumeId volume, Connector connector, ArrayFence fence, bool unlessInUse = false)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            // Without an initiator what is meant lets nobody in: a half-made export.
            if ((connector.Initiator ?? _exports.HalfMade(volume)) is not { Length: > 0 } initiator) return FoundNothing;
            var found = _exports.Find(volume, initiator);
            if (found == Found.Nothing) return FoundNothing;
            if (unlessInUse && _exports.SessionsOf(volume, initiator) is var open and > 0) return Refused($"{open} sessions of {initiator} are open");
            var sessions = _exports.Remove(volume, initiator);
            Count(SimulatedVerb.RemoveExport, volume, null, initiator, fence.Epoch);
            return ArrayOutcome.Done(found).Noting(t => t with { SessionsEnded = sessions });
        }
    }

    /// <summary>Takes over what the journal holds and writes every later change to it. The array must be empty.</summary>
    /// <param name="journal">The journal, which is the array's from now on.</param>
    internal void Open(SimulatedJournal journal)
    {
        lock (_gate)
        {
            foreach (var entry in journal.Read()) TakeOver(entry);
            journal.Compact([.. MarkEntries(), .. _content.Entries(_epochs)]);
            _journal = journal;
            _epochs.Raised = seen => journal.Append(new(seen.VolumeId, null, _content.SizeOf(seen.VolumeId), seen.Epoch) { Operation = seen.OperationId, Owner = _content.OwnerOf(seen.VolumeId) });
        }
    }

    private void TakeOver(SimulatedJournalEntry entry)
    {
        if (entry.Mark is { } mark) _mark = mark;
        if (entry.IsMarkOnly) return;
        _content.Apply(entry);
        if (!entry.IsForeignOnly) _epochs.Restore(new(entry.Volume, entry.Epoch, entry.Operation));
    }

    /// <summary>Closes its journal.</summary>
    public void Dispose() => _journal?.Dispose();

    private void Keep(SimulatedVerb verb, SimulatedJournalEntry unowned)
    {
        var entry = unowned with { Owner = _mark.Owner };
        _journal?.Append(entry);
        _content.Apply(entry);
        Count(verb, entry.Volume, entry.Snapshot, null, entry.Epoch);
    }

    private void Count(SimulatedVerb verb, VolumeId volume, SnapshotId? snapshot, string? initiator, long epoch)
    {
        MutationCount++;
        _watchers?.Invoke(new(MutationCount, verb, volume, snapshot, initiator, epoch));
    }

    private static ArrayOutcome<Found> Refused(string message) => ArrayOutcome.Refused<Found>(message);

    private static ArrayOutcome<Found> NoVolume(VolumeId volume) => Refused($"there is no volume {volume}");

    private ArrayOutcome<Found> Full(int wantedGiB) => Refused($"there is no room for {wantedGiB} GiB: {_content.PromisedGiB} of {Options.CapacityGiB} are taken");
}
