using System.Collections.Immutable;
using CsCheck;
using OrleansStorage.Errors;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Linearizability;

namespace OrleansStorage.Histories.Tests.Support;

/// <summary>A history that is right by construction: the model serves one call after another, each call's interval is drawn around its moment so that calls overlap, and some answers are lost.</summary>
internal static class ModelRun
{
    private const int MomentsApart = 10;
    private const int Widest = 45;

    private static readonly Gen<int> AnyAttachment = Gen.Int[1, 4];
    private static readonly Gen<string> AnyHost = Gen.OneOf("a", "b");

    private static readonly Gen<CallEvent> AnyCall = Gen.Frequency(
        (3, AnyAttachment.Select(a => HistoryBuilder.Reserve(a, (a + 1) / 2))),
        (1, Gen.Select(AnyAttachment, AnyHost, (a, h) => HistoryBuilder.Reserve(a, (a + 1) / 2, h))),
        (3, Gen.Select(AnyAttachment, AnyHost, (a, h) => HistoryBuilder.Connect(a, h))),
        (2, AnyAttachment.Select(a => HistoryBuilder.Complete(a))),
        (3, AnyAttachment.Select(a => HistoryBuilder.Delete(a))),
        (1, AnyHost.Select(h => HistoryBuilder.Initialize(h))),
        (1, AnyHost.Select(h => HistoryBuilder.Terminate(h))),
        (1, AnyAttachment.Select(a => HistoryBuilder.Force(a))),
        (1, Gen.Int[2, 30].Select(s => HistoryBuilder.Extend(s))),
        (1, Gen.Int[1, 3].Select(s => HistoryBuilder.TakeSnapshot(s))),
        (1, Gen.Int[1, 3].Select(s => HistoryBuilder.DeleteSnapshot(s))),
        (1, Gen.OneOf(OrleansStorage.Volumes.VolumeStatus.Error, OrleansStorage.Volumes.VolumeStatus.Available).Select(s => HistoryBuilder.Reset(s))),
        (1, Gen.Const(HistoryBuilder.Reset(OrleansStorage.Volumes.VolumeStatus.Available, isDetached: false))),
        (2, Gen.Const(HistoryBuilder.Read())));

    /// <summary>One call to come: what is asked, how wide its interval is on both sides, and whether its answer is lost.</summary>
    public sealed record Draw(CallEvent Call, int Before, int After, bool IsLost, bool IsDone);

    /// <summary>Calls of which one in <paramref name="lostOneIn"/> loses its answer.</summary>
    public static Gen<Draw> AnyDraw(int lostOneIn) =>
        Gen.Select(AnyCall, Gen.Int[1, Widest], Gen.Int[1, Widest], Gen.Int[1, lostOneIn], Gen.Bool, (c, before, after, lost, done) => new Draw(c, before, after, lost == 1, done));

    public static History Of(bool multiattach, IReadOnlyList<Draw> draws, int volumeNumber = 1)
    {
        var volume = ModelVolume.New(multiattach);
        var events = new List<(int Moment, CallEvent Event)>();
        Record(events, 0, new(HistoryBuilder.DeleteVolume() with { Action = CallAction.CreateVolume, Multiattach = multiattach }, 1, 1, false, true), CallEventKind.Ok, 0);
        for (var i = 0; i < draws.Count; i++)
        {
            var moment = 100 + (i * MomentsApart);
            if (draws[i] is { IsLost: true, IsDone: false })
            {
                Record(events, moment, draws[i], CallEventKind.Unknown, i + 1);
                continue;
            }
            var (next, ended) = Serve(volume, draws[i].Call);
            if (ended is null) continue;
            volume = next;
            Record(events, moment, draws[i] with { Call = ended }, draws[i].IsLost ? CallEventKind.Unknown : ended.Kind, i + 1);
        }
        return new() { Calls = [.. events.OrderBy(e => e.Moment).Select((e, at) => e.Event with { At = at + 1, Volume = Some.Volume(volumeNumber) })] };
    }

    /// <summary>The volume after the call and the call with its answer; no answer when the model neither serves nor may refuse it.</summary>
    private static (ModelVolume Volume, CallEvent? Ended) Serve(ModelVolume volume, CallEvent call)
    {
        var asked = call.Action == CallAction.ReadVolume
            ? call with { Attachments = [.. volume.Attachments.Select(a => new ShownAttachment(a.Id, a.Status, a.Host))], SizeGiB = volume.Data.SizeGiB, Snapshots = volume.Data.Snapshots }
            : call.Action is CallAction.ConnectAttachment or CallAction.InitializeConnection ? call with { Connection = HistoryBuilder.At() } : call;
        var steps = new List<Step>();
        VolumeSteps.Add(steps, asked, asked with { At = 1, Kind = CallEventKind.Ok });
        var next = volume;
        foreach (var step in steps)
        {
            if (VolumeModel.Apply(next, step).Next is not { } after) return Refuse(volume, call);
            next = after;
        }
        return (next, asked with { Kind = CallEventKind.Ok });
    }

    private static (ModelVolume Volume, CallEvent? Ended) Refuse(ModelVolume volume, CallEvent call)
    {
        var refused = call with { Kind = CallEventKind.Fail, Error = call.Attachment is { } id && volume.Find(id) is null ? ErrorReason.NotFound : ErrorReason.Conflict };
        return VolumeModel.Apply(volume, new(StepKind.Refuse, refused, 0, 1)).Next is null ? (volume, null) : (volume, refused);
    }

    private static void Record(List<(int Moment, CallEvent Event)> events, int moment, Draw draw, CallEventKind kind, int number)
    {
        var call = draw.Call with { Operation = Some.Operation(number), Client = "c" + number };
        events.Add((moment - draw.Before, call with { Kind = CallEventKind.Invoke, Connection = null, Attachments = null, Error = null, Snapshots = null, SizeGiB = call.Action == CallAction.ReadVolume ? null : call.SizeGiB }));
        events.Add((moment + draw.After, kind == CallEventKind.Unknown ? call with { Kind = kind, Connection = null, Attachments = null, Snapshots = null, SizeGiB = call.Action == CallAction.ReadVolume ? null : call.SizeGiB, Error = ErrorReason.Unknown } : call with { Kind = kind }));
    }
}
