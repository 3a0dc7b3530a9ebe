using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

public sealed partial class SimulatedArray
{
    /// <summary>Puts a volume on the array that does not carry our mark, or with <paramref name="of"/> a snapshot of that volume.</summary>
    public void AddForeignObject(string name, int sizeGiB, VolumeId? of = null)
    {
        lock (_gate)
        {
            var entry = new SimulatedJournalEntry(of ?? default, null, sizeGiB, 0) { Foreign = name, IsForeignOnly = true };
            _journal?.Append(entry);
            _content.Apply(entry);
        }
    }

    /// <summary>What it stores of a kind, with our mark and without it.</summary>
    public IReadOnlyList<ArrayObject> ListObjects(ArrayObjectKind kind) { lock (_gate) return _content.ListObjects(kind, _mark.Owner); }

    /// <inheritdoc cref="IRevertDriver.RevertVolumeAsync"/>
    public ArrayOutcome<Found> RevertVolume(VolumeId volume, SnapshotId snapshot, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume) is not { } sizeGiB) return NoVolume(volume);
            if (_content.OwnerOf(snapshot) != volume) return Refused($"there is no snapshot {snapshot} of volume {volume}");
            if (_exports.Has(volume)) return Refused($"volume {volume} is exported");
            Keep(SimulatedVerb.RevertVolume, new(volume, null, sizeGiB, fence.Epoch));
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IManageDriver.AdoptVolumeAsync"/>
    public ArrayOutcome<Found> AdoptVolume(ArrayVolume volume, string name, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume.Id, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume.Id) is { } there)
                return there == volume.SizeGiB ? FoundWhole : Refused($"volume {volume.Id} is there with {there} GiB, not {volume.SizeGiB}");
            if (!_content.Foreign.TryGetValue(name, out var found) || found.Of is not null) return Refused($"there is no volume {name} that could be adopted");
            if (found.SizeGiB > volume.SizeGiB) return Refused($"{name} is larger than {volume.SizeGiB} GiB");
            Keep(SimulatedVerb.AdoptVolume, new(volume.Id, null, volume.SizeGiB, fence.Epoch) { Foreign = name });
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IManageDriver.ReleaseVolumeAsync"/>
    public ArrayOutcome<Found> ReleaseVolume(VolumeId volume, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.SizeOf(volume) is null) return FoundNothing;
            if (_exports.Has(volume)) return Refused($"volume {volume} is exported");
            if (_content.HasSnapshots(volume)) return Refused($"volume {volume} has snapshots");
            Keep(SimulatedVerb.ReleaseVolume, new(volume, null, null, fence.Epoch) { Foreign = ReleasedNames.Of(volume) });
            _epochs.Retire(volume);
            return FoundWhole;
        }
    }

    /// <inheritdoc cref="IManageDriver.AdoptSnapshotAsync"/>
    public ArrayOutcome<Found> AdoptSnapshot(VolumeId volume, SnapshotId snapshot, string name, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.OwnerOf(snapshot) is { } owner) return owner == volume ? FoundWhole : Refused($"snapshot {snapshot} is of volume {owner}");
            if (_content.SizeOf(volume) is null) return NoVolume(volume);
            if (!_content.Foreign.TryGetValue(name, out var found) || found.Of != volume) return Refused($"there is no snapshot {name} of volume {volume} that could be adopted");
            Keep(SimulatedVerb.AdoptSnapshot, new(volume, snapshot, found.SizeGiB, fence.Epoch) { Foreign = name });
            return FoundNothing;
        }
    }

    /// <inheritdoc cref="IManageDriver.ReleaseSnapshotAsync"/>
    public ArrayOutcome<Found> ReleaseSnapshot(VolumeId volume, SnapshotId snapshot, ArrayFence fence)
    {
        lock (_gate)
        {
            if (WhyNot(volume, fence) is { } stale) return Refused(stale);
            if (_content.OwnerOf(snapshot) is not { } owner) return FoundNothing;
            if (owner != volume) return Refused($"snapshot {snapshot} is of volume {owner}");
            Keep(SimulatedVerb.ReleaseSnapshot, new(volume, snapshot, null, fence.Epoch) { Foreign = ReleasedNames.Of(snapshot) });
            return FoundWhole;
        }
    }
}
