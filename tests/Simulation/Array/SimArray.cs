using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Recording;

namespace OrleansStorage.Simulation.Array;

/// <summary>The array: what it has, what it does, and the log of what it did. It protects nobody from himself: it does what it is told, in the order that it is told.</summary>
internal sealed class SimArray(SimWorld sim)
{
    /// <summary>Above those that the product gives.</summary>
    private const int FirstLeftoverLun = 20_000;

    private static readonly ImmutableArray<string> Portals = ["127.0.0.1:3260"];
    private readonly Dictionary<VolumeId, int> _volumes = [];
    private readonly Dictionary<(VolumeId Volume, string Initiator), Entry> _exports = [];
    private readonly HashSet<(VolumeId, SnapshotId)> _snapshots = [];
    private readonly Dictionary<VolumeId, SeenEpoch> _epochs = [];
    private readonly Dictionary<(VolumeId, string), int> _counts = [];
    private int _left;

    private sealed record Entry(ExportLocation Location, bool IsWhole);

    public static ArrayExport Foreign { get; } = new()
    {
        VolumeId = null, Initiator = "iqn.1993-08.org.debian:01:foreign", Location = new() { TargetName = "iqn.2001-01.com.example:other", Lun = 1, Portals = Portals }, IsOurs = false,
    };

    public int Incarnation { get; private set; }

    public bool HasForeign { get; private set; } = true;

    /// <summary>Every export that it shows; a half-made one lets nobody in.</summary>
    public IReadOnlyList<ArrayExport> List()
    {
        var ours = _exports.Select(e => new ArrayExport { VolumeId = e.Key.Volume, Initiator = e.Value.IsWhole ? e.Key.Initiator : null, Location = e.Value.Location });
        return HasForeign ? [.. ours, Foreign] : [.. ours];
    }

    public bool Shows(VolumeId volume, string initiator) => _exports.TryGetValue((volume, initiator), out var entry) && entry.IsWhole;

    public void Restart()
    {
        Incarnation++;
        _exports.Clear();
        sim.Recorder.Mutate(new() { At = 0, Verb = ArrayVerb.Restart });
    }

    /// <summary>An export appears that nobody asked for, with our mark; nothing when it is there.</summary>
    public void Leave(VolumeId volume, string initiator)
    {
        if (!_volumes.ContainsKey(volume)) return;
        var entry = new Entry(LocationOf(volume, FirstLeftoverLun + _left), IsWhole: true);
        if (!_exports.TryAdd((volume, initiator), entry)) return;
        _left++;
        sim.Recorder.Mutate(new() { At = 0, Verb = ArrayVerb.CreateExport, Volume = volume, Initiator = initiator, Target = entry.Location.TargetName, Lun = entry.Location.Lun });
    }

    /// <summary>Whose it is.</summary>
    public ArrayMark Mark { get; private set; } = ArrayMark.None;

    /// <summary>What it has seen of each volume.</summary>
    public IReadOnlyList<SeenEpoch> Seen => [.. _epochs.Values];

    public ArrayOutcome<ArrayMark> Claim(InstallationId owner, InstallationId? from) =>
        Mark.Owner != owner && Mark.Owner != from ? ArrayOutcome.Refused<ArrayMark>("The array is another's.") : ArrayOutcome.Done(Mark = Mark.OwnedBy(owner));

    public ArrayOutcome<ArrayMark> Raise(ArrayMark mark) => mark.Owner != Mark.Owner ? ArrayOutcome.Refused<ArrayMark>("The array is another's.") : ArrayOutcome.Done(Mark = Mark.RaisedTo(mark));

    /// <summary>Null when the call may go on.</summary>
    public string? TurnAway(VolumeId volume, ArrayFence fence)
    {
        if (Mark.Owner is { } owner && fence.Owner != owner && sim.Plan.Mutant != Mutant.OwnerIgnored) return "The array is another's.";
        var seen = _epochs.GetValueOrDefault(volume).Epoch;
        if (sim.Plan.ArrayGuardsEpochs && fence.Epoch < seen) return $"epoch {fence.Epoch} is over";
        if (fence.Epoch > seen) _epochs[volume] = new(volume, fence.Epoch, fence.OperationId);
        return null;
    }

    public ArrayOutcome<Found> CreateVolume(ArrayVolume volume, ArrayFence fence)
    {
        if (!_volumes.TryAdd(volume.Id, volume.SizeGiB)) return ArrayOutcome.Done(Found.Whole);
        Log(ArrayVerb.CreateVolume, volume.Id, fence, null, null);
        return ArrayOutcome.Done(Found.Nothing);
    }

    public ArrayOutcome<Found> DeleteVolume(VolumeId volume, ArrayFence fence)
    {
        if (!_volumes.ContainsKey(volume)) return ArrayOutcome.Done(Found.Nothing);
        if (_exports.Keys.Any(e => e.Volume == volume)) return ArrayOutcome.Refused<Found>("The volume is exported.");
        if (_snapshots.Any(s => s.Item1 == volume)) return ArrayOutcome.Refused<Found>("The volume has snapshots.");
        _volumes.Remove(volume);
        Log(ArrayVerb.DeleteVolume, volume, fence, null, null);
        return ArrayOutcome.Done(Found.Whole);
    }

    public ArrayOutcome<Found> ExtendVolume(ArrayVolume volume, ArrayFence fence)
    {
        if (!_volumes.TryGetValue(volume.Id, out var sizeGiB)) return ArrayOutcome.Refused<Found>("There is no such volume.");
        if (sizeGiB >= volume.SizeGiB) return ArrayOutcome.Done(Found.Whole);
        _volumes[volume.Id] = volume.SizeGiB;
        Log(ArrayVerb.ExtendVolume, volume.Id, fence, null, null);
        return ArrayOutcome.Done(Found.Nothing);
    }

    public ArrayOutcome<Found> CreateSnapshot(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence)
    {
        if (!_volumes.ContainsKey(volume.Id)) return ArrayOutcome.Refused<Found>("There is no such volume.");
        if (!_snapshots.Add((volume.Id, snapshot))) return ArrayOutcome.Done(Found.Whole);
        Log(ArrayVerb.CreateSnapshot, volume.Id, fence, null, null);
        return ArrayOutcome.Done(Found.Nothing);
    }

    public ArrayOutcome<Found> DeleteSnapshot(VolumeId volume, SnapshotId snapshot, ArrayFence fence)
    {
        if (!_snapshots.Remove((volume, snapshot))) return ArrayOutcome.Done(Found.Nothing);
        Log(ArrayVerb.DeleteSnapshot, volume, fence, null, null);
        return ArrayOutcome.Done(Found.Whole);
    }

    public ArrayOutcome<ArrayExport> CreateExport(VolumeId volume, ExportSpec spec, ArrayFence fence, bool half)
    {
        var key = (volume, spec.Connector.Initiator!);
        if (!_volumes.ContainsKey(volume)) return ArrayOutcome.Refused<ArrayExport>("There is no such volume.");
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (_exports.TryGetValue(key, out var there))
        {
            if (sim.Plan.Mutant == Mutant.AlreadyExistsIsFailure) return ArrayOutcome.Refused<ArrayExport>("The target already exists.");
            if (there.IsWhole || half || sim.Plan.Mutant == Mutant.HalfIsWhole) return ArrayOutcome.Done(Show(key, there));
        }
        var lun = there?.Location.Lun ?? (sim.Plan.SharedTarget ? spec.Recorded?.Lun ?? spec.Lun : 1);
        if (sim.Plan.SharedTarget && _exports.Any(e => e.Value.Location.Lun == lun && e.Key != key)) return ArrayOutcome.Refused<ArrayExport>($"LUN {lun} is taken.");
        var entry = new Entry(there?.Location ?? LocationOf(volume, lun), !half);
        _exports[key] = entry;
        Log(half ? ArrayVerb.CreateHalfExport : ArrayVerb.CreateExport, volume, fence, key.Item2, entry, there is null ? spec.NewTargetId : null);
        return ArrayOutcome.Done(Show(key, entry));
    }

    public ArrayOutcome<Found> RemoveExport(VolumeId volume, Connector connector, ArrayFence fence)
    {
        var key = (volume, connector.Initiator!);
        if (sim.Plan.Mutant == Mutant.CounterNotOwners && Uncount(key) > 0) return ArrayOutcome.Done(Found.Whole);
        if (!_exports.Remove(key, out var entry)) return ArrayOutcome.Done(Found.Nothing);
        Log(ArrayVerb.RemoveExport, volume, fence, key.Item2, entry);
        return ArrayOutcome.Done(entry.IsWhole ? Found.Whole : Found.Partial);
    }

    /// <summary>For a mutant: everything that lets hosts in to a volume goes.</summary>
    public void RemoveAllExports(VolumeId volume, ArrayFence fence)
    {
        foreach (var key in _exports.Keys.Where(k => k.Volume == volume).ToList())
        {
            _exports.Remove(key, out var entry);
            Log(ArrayVerb.RemoveExport, volume, fence, key.Initiator, entry);
        }
    }

    /// <summary>For a mutant: what carries no mark of ours goes too.</summary>
    public void RemoveForeign()
    {
        if (!HasForeign) return;
        HasForeign = false;
        sim.Recorder.Mutate(new() { At = 0, Verb = ArrayVerb.RemoveExport, Initiator = Foreign.Initiator, Target = Foreign.Location.TargetName, Lun = 1, Operation = OperationId.New(), IsOurs = false });
    }

    private ExportLocation LocationOf(VolumeId volume, int lun) => sim.Plan.SharedTarget
        ? new() { TargetName = "iqn.2010-10.org.openstack:shared", Lun = lun, Portals = Portals }
        : new() { TargetName = $"iqn.2010-10.org.openstack:volume-{volume}", Lun = 1, Portals = Portals };

    private int Uncount((VolumeId, string) key) => _counts[key] = Math.Max(0, _counts.GetValueOrDefault(key) - 1);

    private static ArrayExport Show((VolumeId Volume, string Initiator) key, Entry entry) => new() { VolumeId = key.Volume, Initiator = key.Initiator, Location = entry.Location };

    private void Log(ArrayVerb verb, VolumeId volume, ArrayFence fence, string? initiator, Entry? entry, int? number = null) => sim.Recorder.Mutate(new()
    {
        At = 0, Verb = verb, Volume = volume, Initiator = initiator, Target = entry?.Location.TargetName, Lun = entry?.Location.Lun, TargetNumber = number, Operation = fence.OperationId, Epoch = fence.Epoch,
        NotAfterMs = HistoryRecorder.MsOf(fence.NotAfter), Installation = fence.Owner,
    });
}
