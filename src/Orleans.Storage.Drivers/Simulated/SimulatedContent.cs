using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>The volumes and snapshots of a simulated array: what its journal says. Not safe from several threads.</summary>
internal sealed class SimulatedContent
{
    private readonly Dictionary<VolumeId, Volume> _volumes = [];
    private readonly Dictionary<SnapshotId, (VolumeId Volume, int SizeGiB, InstallationId? Owner)> _snapshots = [];

    private readonly SortedDictionary<string, (int SizeGiB, VolumeId? Of)> _foreign = new(StringComparer.Ordinal);

    private sealed class Volume
    {
        public int SizeGiB { get; set; }
        public int Snapshots { get; set; }
        public InstallationId? Owner { get; init; }
    }

    public long PromisedGiB { get; private set; }

    public int? SizeOf(VolumeId volume) => _volumes.TryGetValue(volume, out var there) ? there.SizeGiB : null;

    /// <summary>The installation that made the volume.</summary>
    public InstallationId? OwnerOf(VolumeId volume) => _volumes.GetValueOrDefault(volume)?.Owner;

    public bool HasSnapshots(VolumeId volume) => _volumes[volume].Snapshots > 0;

    public VolumeId? OwnerOf(SnapshotId snapshot) => _snapshots.TryGetValue(snapshot, out var there) ? there.Volume : null;

    public IReadOnlyList<ArrayVolume> ListVolumes() => [.. _volumes.Select(v => new ArrayVolume(v.Key, v.Value.SizeGiB))];

    public IReadOnlyList<SnapshotId> ListSnapshots() => [.. _snapshots.Keys];

    /// <summary>What is here without our mark, by name: its size, and for a snapshot its volume.</summary>
    public IReadOnlyDictionary<string, (int SizeGiB, VolumeId? Of)> Foreign => _foreign;

    /// <summary>Everything of a kind, with the owner's mark and without it.</summary>
    public IReadOnlyList<ArrayObject> ListObjects(ArrayObjectKind kind, InstallationId? owner)
    {
        var foreign = _foreign.Where(f => f.Value.Of is not null == (kind == ArrayObjectKind.Snapshot))
            .Select(f => new ArrayObject { Name = f.Key, SizeBytes = Bytes(f.Value.SizeGiB), SourceName = f.Value.Of is { } of ? NameOf(of) : null });
        var ours = kind == ArrayObjectKind.Volume
            ? _volumes.Select(v => new ArrayObject { Name = NameOf(v.Key), SizeBytes = Bytes(v.Value.SizeGiB), VolumeId = v.Key, WhyNotSafe = Ours }.MarkedBy(v.Value.Owner, owner))
            : _snapshots.Select(s => new ArrayObject
            {
                Name = $"snapshot-{s.Key}", SizeBytes = Bytes(s.Value.SizeGiB), VolumeId = s.Value.Volume, SnapshotId = s.Key, SourceName = NameOf(s.Value.Volume), WhyNotSafe = Ours,
            }.MarkedBy(s.Value.Owner, owner));
        return [.. foreign, .. ours];
    }

    public string? WhyNotCopied(VolumeSource source, int sizeGiB)
    {
        int? there = source.SnapshotId is { } snapshot ? _snapshots.TryGetValue(snapshot, out var found) ? found.SizeGiB : null : SizeOf(source.VolumeId);
        if (there is null) return source.SnapshotId is { } id ? $"there is no snapshot {id}" : $"there is no volume {source.VolumeId}";
        return there > sizeGiB ? $"a copy of {there} GiB does not fit into {sizeGiB}" : null;
    }

    public void Apply(SimulatedJournalEntry entry)
    {
        if (entry.Foreign is { } name) ApplyForeign(name, entry);
        if (entry.IsForeignOnly) return;
        if (entry.Snapshot is { } snapshot) ApplySnapshot(snapshot, entry);
        else ApplyVolume(entry);
    }

    /// <summary>The fewest entries that make this content.</summary>
    public IEnumerable<SimulatedJournalEntry> Entries(EpochGuard epochs) =>
        _volumes.Select(v => Entry(v.Key, null, v.Value.SizeGiB, v.Value.Owner, epochs))
            .Concat(_snapshots.Select(s => Entry(s.Value.Volume, s.Key, s.Value.SizeGiB, s.Value.Owner, epochs)))
            .Concat(_foreign.Select(f => new SimulatedJournalEntry(f.Value.Of ?? default, null, f.Value.SizeGiB, 0) { Foreign = f.Key, IsForeignOnly = true }));

    private static SimulatedJournalEntry Entry(VolumeId volume, SnapshotId? snapshot, int sizeGiB, InstallationId? owner, EpochGuard epochs) =>
        new(volume, snapshot, sizeGiB, epochs.Highest(volume)) { Operation = epochs.Find(volume)?.OperationId, Owner = owner };

    private const string Ours = "already managed";

    private static string NameOf(VolumeId volume) => $"volume-{volume}";

    private static long Bytes(int sizeGiB) => sizeGiB * 1024L * 1024 * 1024;

    /// <summary>A foreign object comes, becomes ours, or is what ours becomes: the room that it takes stays the same then.</summary>
    private void ApplyForeign(string name, SimulatedJournalEntry entry)
    {
        if (entry.IsForeignOnly) Put(name, entry.SizeGiB!.Value, entry.Volume == default ? null : entry.Volume);
        else if (entry.SizeGiB is not null && _foreign.Remove(name, out var adopted)) PromisedGiB -= adopted.SizeGiB;
        else if (entry.SizeGiB is null) Put(name, entry.Snapshot is { } s ? _snapshots[s].SizeGiB : _volumes[entry.Volume].SizeGiB, entry.Snapshot is null ? null : entry.Volume);
    }

    private void Put(string name, int sizeGiB, VolumeId? of)
    {
        _foreign[name] = (sizeGiB, of);
        PromisedGiB += sizeGiB;
    }

    private void ApplyVolume(SimulatedJournalEntry entry)
    {
        var before = SizeOf(entry.Volume) ?? 0;
        PromisedGiB += (entry.SizeGiB ?? 0) - before;
        if (entry.SizeGiB is not { } sizeGiB) _volumes.Remove(entry.Volume);
        else if (_volumes.TryGetValue(entry.Volume, out var there)) there.SizeGiB = sizeGiB;
        else _volumes[entry.Volume] = new Volume { SizeGiB = sizeGiB, Owner = entry.Owner };
    }

    private void ApplySnapshot(SnapshotId snapshot, SimulatedJournalEntry entry)
    {
        if (entry.SizeGiB is { } sizeGiB && _snapshots.TryAdd(snapshot, (entry.Volume, sizeGiB, entry.Owner))) Count(entry.Volume, 1, sizeGiB);
        else if (entry.SizeGiB is null && _snapshots.Remove(snapshot, out var gone)) Count(entry.Volume, -1, -gone.SizeGiB);
    }

    private void Count(VolumeId volume, int snapshots, int sizeGiB)
    {
        PromisedGiB += sizeGiB;
        _volumes[volume].Snapshots += snapshots;
    }
}
