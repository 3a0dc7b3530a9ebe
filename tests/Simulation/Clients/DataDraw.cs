using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation.Clients;

/// <summary>What a client asks of a volume's data: growth, snapshots and, seldom, what operators say of its status. Snapshots of one client have numbers of their own and are never made twice.</summary>
internal sealed class DataDraw(int number, Chance chance)
{
    private readonly Dictionary<VolumeId, List<SnapshotId>> _snapshots = [];
    private int _made;
    private int _sizeGiB = 1;

    public SimCall Next(SimVolume volume)
    {
        if (chance.OneIn(8)) return Reset(volume);
        if (chance.OneIn(3)) return Of(volume, CallAction.ExtendVolume, new VolumeCommand.Extend(++_sizeGiB, AllowInUse: true), e => e with { SizeGiB = _sizeGiB });
        if (_snapshots.TryGetValue(volume.Id, out var own) && own.Count > 0 && chance.OneIn(2))
        {
            var old = chance.Of(own);
            return Of(volume, CallAction.DeleteSnapshot, new VolumeCommand.DeleteSnapshot(old, Force: false), e => e with { Snapshot = old });
        }
        var id = new SnapshotId(new Guid((number * 1000) + ++_made, 0, 0, [0, 0, 0, 0, 0, 0, 0, 5]));
        var request = new CreateSnapshotRequest(id, null, null, ImmutableSortedDictionary<string, string>.Empty, AllowInUse: true);
        return Of(volume, CallAction.CreateSnapshot, new VolumeCommand.CreateSnapshot(request), e => e with { Snapshot = id });
    }

    /// <summary>A snapshot that may be there is removed one day; one that is surely gone is not asked for again.</summary>
    public void Learn(SimCall call, CallEventKind kind)
    {
        if (call.Event.Snapshot is not { } id) return;
        if (!_snapshots.TryGetValue(call.Volume.Id, out var own)) _snapshots[call.Volume.Id] = own = [];
        if (call.Event.Action == CallAction.CreateSnapshot && kind != CallEventKind.Fail) own.Add(id);
        if (call.Event.Action == CallAction.DeleteSnapshot && kind == CallEventKind.Ok) own.Remove(id);
    }

    /// <summary>What an operator says: half the time that the volume is free, else anything at all, and of who has it nothing, the truth or a lie.</summary>
    private SimCall Reset(SimVolume volume)
    {
        VolumeStatus? status = chance.OneIn(2) ? VolumeStatus.Available : chance.OneIn(8) ? null : chance.Of(Enum.GetValues<VolumeStatus>());
        AttachStatus? attachStatus = chance.OneIn(2) ? AttachStatus.Detached : chance.OneIn(4) || status is null ? AttachStatus.Attached : null;
        return Of(volume, CallAction.ResetStatus, new VolumeCommand.ResetStatus(new(status, attachStatus)), e => e with { Status = status, AttachStatus = attachStatus });
    }

    private static SimCall Of(SimVolume volume, CallAction action, VolumeCommand command, Func<CallEvent, CallEvent> with) =>
        new(volume, with(new() { At = 0, Client = "", Operation = default, Kind = CallEventKind.Invoke, Volume = volume.Id, Action = action }), command, null);
}
