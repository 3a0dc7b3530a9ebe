using OrleansStorage.Histories.Calls;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>What a call means in steps of the model.</summary>
internal static class VolumeSteps
{
    public static void Add(List<Step> steps, CallEvent invoked, CallEvent? ended)
    {
        if (ended is { Kind: CallEventKind.Fail })
        {
            steps.Add(new(StepKind.Refuse, Whole(invoked, ended), invoked.At, ended.At));
            return;
        }
        var (call, returned) = ended is { Kind: CallEventKind.Ok } ? (Whole(invoked, ended), ended.At) : (invoked, long.MaxValue);
        var (first, second) = KindsOf(invoked);
        steps.Add(new(first, call, invoked.At, returned));
        if (second is { } next) steps.Add(new(next, call, invoked.At, returned, After: 1));
        if (first == StepKind.Reserve && second is not null && returned == long.MaxValue) steps.Add(new(StepKind.TakeBack, call, invoked.At, returned, After: 2));
    }

    private static (StepKind First, StepKind? Second) KindsOf(CallEvent call) => call.Action switch
    {
        CallAction.CreateVolume => (StepKind.CreateVolume, null),
        CallAction.DeleteVolume => (StepKind.DeleteVolume, null),
        CallAction.CreateAttachment => (StepKind.Reserve, call.Host is null ? null : StepKind.Connect),
        CallAction.ConnectAttachment => (StepKind.Connect, null),
        CallAction.CompleteAttachment => (StepKind.Complete, null),
        CallAction.DeleteAttachment => (StepKind.BeginEnding, StepKind.End),
        CallAction.InitializeConnection => (StepKind.Initialize, null),
        CallAction.TerminateConnection => (StepKind.Terminate, null),
        CallAction.ExtendVolume => (StepKind.BeginExtend, StepKind.EndExtend),
        CallAction.CreateSnapshot => (StepKind.MakeSnapshot, null),
        CallAction.DeleteSnapshot => (StepKind.RemoveSnapshot, null),
        CallAction.ForceDetach => (StepKind.BeginForce, StepKind.End),
        CallAction.ResetStatus => (call.AttachStatus == AttachStatus.Detached ? StepKind.Reset : call.Status == VolumeStatus.Available ? StepKind.Loosen : StepKind.Trouble, null),
        _ => (StepKind.Read, null),
    };

    /// <summary>What was asked, from the invocation, and what was answered, from the end.</summary>
    private static CallEvent Whole(CallEvent invoked, CallEvent ended) => invoked with { At = ended.At, Kind = ended.Kind, Connection = ended.Connection, Attachments = ended.Attachments, Error = ended.Error,
        SizeGiB = ended.SizeGiB ?? invoked.SizeGiB, Snapshots = ended.Snapshots };
}
