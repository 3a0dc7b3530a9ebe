using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation.Clients;

/// <summary>
/// What a client asks next: mostly the next step of one of its attachments' lives (reserve, connect, complete, move, end), as a compute service does; a step of unknown outcome is asked again; at times anything at all,
/// of anybody's attachment.
/// </summary>
internal sealed class CallDraw(SimWorld sim, int number, Chance chance)
{
    private const int AttachmentsPerClient = 2;
    private readonly Dictionary<AttachmentId, CallAction> _next = [];
    private readonly DataDraw _data = new(number, chance);

    /// <summary>The hosts that there are.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["a", "b", "c"];

    public Chance Chance => chance;

    public static string InitiatorOf(string host) => "iqn.1993-08.org.debian:01:" + host;

    public static VolumeCommand Create(SimVolume volume) => new VolumeCommand.Create(volume.Id, new()
    {
        SizeGiB = 1, TypeId = new(Guid.Empty), ExtraSpecs = volume.Multiattach ? System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("multiattach", "<is> True")
            : System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
    }, new Placement(SimWorld.Backend, "zone", false, []));

    public SimCall Next()
    {
        var volume = chance.Of(sim.Volumes);
        if (chance.OneIn(12)) return Of(volume, CallAction.InitializeConnection, null, chance.Of(Hosts));
        if (chance.OneIn(16)) return Of(volume, CallAction.TerminateConnection, null, chance.Of(Hosts));
        if (chance.OneIn(8)) return Of(volume, CallAction.ReadVolume, null, null);
        if (chance.OneIn(400)) return Of(volume, CallAction.DeleteVolume, null, null);
        if (chance.OneIn(sim.Plan.Limits is null ? 16 : 5)) return _data.Next(volume);
        var isOwn = !chance.OneIn(8);
        var owner = isOwn ? number : chance.Of(sim.Plan.Clients);
        var id = Attachment(volume, owner, chance.Below(AttachmentsPerClient));
        var action = isOwn ? _next.GetValueOrDefault(id, CallAction.CreateAttachment) : chance.Of<CallAction>([CallAction.ConnectAttachment, CallAction.CompleteAttachment, CallAction.DeleteAttachment]);
        if (action == CallAction.DeleteAttachment && chance.OneIn(8)) action = CallAction.ForceDetach;
        var withHost = action == CallAction.ConnectAttachment || (action == CallAction.CreateAttachment && chance.OneIn(4));
        return Of(volume, action, (id, owner), withHost ? chance.Of(Hosts) : null);
    }

    /// <summary>Takes an answer into account.</summary>
    public void Learn(SimCall call, CallEventKind kind)
    {
        _data.Learn(call, kind);
        if (call.Event.Attachment is not { } id || kind == CallEventKind.Unknown) return;
        _next[id] = call.Event.Action switch
        {
            CallAction.CreateAttachment => kind == CallEventKind.Fail ? CallAction.CreateAttachment : CallAction.ConnectAttachment,
            CallAction.ConnectAttachment => kind == CallEventKind.Fail ? CallAction.DeleteAttachment : chance.OneIn(4) ? CallAction.ConnectAttachment : CallAction.CompleteAttachment,
            CallAction.CompleteAttachment => kind == CallEventKind.Ok && chance.OneIn(3) ? CallAction.ConnectAttachment : CallAction.DeleteAttachment,
            _ => CallAction.CreateAttachment,
        };
    }

    private static SimCall Of(SimVolume volume, CallAction action, (AttachmentId Id, int Owner)? attachment, string? host)
    {
        var connector = host is null ? null : new Connector { Host = host, Initiator = InitiatorOf(host) };
        var instance = attachment is { } a && action == CallAction.CreateAttachment ? (Guid?)new Guid(a.Owner, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]) : null;
        VolumeCommand? command = action switch
        {
            CallAction.CreateAttachment => new VolumeCommand.CreateAttachment(new(attachment!.Value.Id, instance, connector, AttachMode.ReadWrite)),
            CallAction.ConnectAttachment => new VolumeCommand.ConnectAttachment(attachment!.Value.Id, connector!),
            CallAction.CompleteAttachment => new VolumeCommand.CompleteAttachment(attachment!.Value.Id),
            CallAction.DeleteAttachment => new VolumeCommand.DeleteAttachment(attachment!.Value.Id),
            CallAction.ForceDetach => new VolumeCommand.ForceDetach(attachment!.Value.Id, null),
            CallAction.TerminateConnection => new VolumeCommand.TerminateConnection(connector),
            CallAction.DeleteVolume => new VolumeCommand.Delete(false, false),
            _ => null,
        };
        var asked = new CallEvent
        {
            At = 0, Client = "", Operation = default, Kind = CallEventKind.Invoke, Volume = volume.Id, Action = action, Attachment = attachment?.Id, Instance = instance, Host = host, Initiator = connector?.Initiator,
        };
        return new(volume, asked, command, connector);
    }

    private static AttachmentId Attachment(SimVolume volume, int owner, int which) => new(new Guid((owner * 10) + which, 0, 0, [.. volume.Id.Value.ToByteArray()[..7], 2]));
}
