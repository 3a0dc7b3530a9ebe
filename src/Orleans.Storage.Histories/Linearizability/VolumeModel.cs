using OrleansStorage.Errors;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// The sequential specification of one volume: what a correct system may answer when calls come one after another. Written from the wire contract and the invariants alone; it shares no line with the product's
/// rules, because it is their judge. Pure.
/// </summary>
internal static class VolumeModel
{
    public static ModelAnswer Apply(ModelVolume volume, Step step) => step.Kind switch
    {
        StepKind.CreateVolume => ModelAnswer.To(volume.Life == ModelLife.Absent ? ModelVolume.New(step.Call.Multiattach ?? false) : volume),
        _ when volume.Life == ModelLife.Absent => ApplyToAbsent(volume, step),
        StepKind.DeleteVolume => DataModel.Delete(volume),
        StepKind.Reserve => Reserve(volume, step.Call),
        StepKind.Connect => Connect(volume, step.Call),
        StepKind.Complete => Complete(volume, step.Call.Attachment!.Value),
        StepKind.BeginEnding => BeginEnding(volume, step.Call.Attachment!.Value),
        StepKind.End => ModelAnswer.To(volume.Find(step.Call.Attachment!.Value) is null ? volume : volume.Remove(step.Call.Attachment!.Value)),
        StepKind.Initialize => Initialize(volume, step.Call),
        StepKind.Terminate => ModelAnswer.To(volume.Claims.IsEmpty ? volume : volume.Unclaim(step.Call.Host)),
        StepKind.Read => Read(volume, step.Call),
        StepKind.BeginForce => BeginForce(volume, step.Call.Attachment!.Value),
        StepKind.Reset => ModelAnswer.To(volume.Free().With(After(volume, step.Call.Status))),
        StepKind.TakeBack => TakeBack(volume, step.Call.Attachment!.Value),
        StepKind.Refuse => Refuse(volume, step.Call),
        _ => DataModel.Apply(volume, step),
    };

    private static ModelAnswer ApplyToAbsent(ModelVolume volume, Step step) =>
        step.Kind == StepKind.Refuse || (step.Kind == StepKind.Read && step.Call.Attachments is not { Length: > 0 })
            ? ModelAnswer.To(volume)
            : ModelAnswer.No(Invariant.Linearizable, "there is no such volume");

    private static ModelAnswer Reserve(ModelVolume volume, CallEvent call)
    {
        if (volume.Find(call.Attachment!.Value) is not null) return ModelAnswer.To(volume);
        if (!volume.Multiattach && volume.Attachments.Any(a => !volume.Data.IsLoose || IsIn(a)) && !volume.Attachments.Any(a => a.Instance == call.Instance && a.Instance is not null))
            return ModelAnswer.No(Invariant.S5, "another instance owns the volume, which is not multi-attach");
        return ModelAnswer.To(volume.Put(new(call.Attachment.Value, call.Instance, ModelPhase.Reserved, null)));
    }

    private static ModelAnswer Connect(ModelVolume volume, CallEvent call)
    {
        if (volume.Find(call.Attachment!.Value) is not { } attachment) return ModelAnswer.No(Invariant.S4, "the attachment is not there");
        if (attachment.Phase == ModelPhase.Ending) return ModelAnswer.No(Invariant.Linearizable, "the attachment is being removed");
        if (!volume.Multiattach && volume.Attachments.Any(a => a.Host is not null && a.Id != attachment.Id && a.Instance != attachment.Instance))
            return ModelAnswer.No(Invariant.S5, "another instance is connected, and the volume is not multi-attach");
        if (!volume.Multiattach && volume.Claims.Any(c => c != call.Host)) return ModelAnswer.No(Invariant.S5, "another host has a claim, and the volume is not multi-attach");
        var phase = attachment.Phase == ModelPhase.Complete ? ModelPhase.Complete : ModelPhase.Connected;
        var next = attachment.Host == call.Host && attachment.Phase == phase ? volume : volume.Put(attachment with { Phase = phase, Host = call.Host });
        return Tell(next, call);
    }

    /// <summary>A claim names no instance: beside another host it may only be the instance's that uses the volume by os-attach, and moves.</summary>
    private static ModelAnswer Initialize(ModelVolume volume, CallEvent call)
    {
        if (volume.IsExported(call.Host!)) return Tell(volume, call);
        if (!volume.Multiattach && volume.Attachments.Any(a => a.Host is not null))
            return ModelAnswer.No(Invariant.S5, "an attachment is connected to another host, and the volume is not multi-attach");
        if (!volume.Multiattach && !volume.Claims.IsEmpty && !volume.Attachments.Any(a => a.Phase == ModelPhase.Complete))
            return ModelAnswer.No(Invariant.S5, "another host has a claim, no instance moves, and the volume is not multi-attach");
        return Tell(volume.Claim(call.Host!), call);
    }

    private static ModelAnswer TakeBack(ModelVolume volume, AttachmentId id) =>
        volume.Find(id) is { Phase: ModelPhase.Reserved } ? ModelAnswer.To(volume.Remove(id)) : ModelAnswer.No(Invariant.Linearizable, "it is not as it was made");

    /// <summary>What an operator's word makes of the volume's data, when he takes the volume from everybody: a status that he does not name stays what those who had it made it.</summary>
    private static ModelData After(ModelVolume volume, VolumeStatus? status) => status switch
    {
        null when volume.Attachments.IsEmpty => volume.Data,
        VolumeStatus.Available => volume.Data with { IsGrowing = false, IsTroubled = false, IsLoose = false },
        _ => volume.Data with { IsTroubled = true },
    };

    /// <summary>Whether the attachment's host is let in, and nobody ends that.</summary>
    private static bool IsIn(ModelAttachment attachment) => attachment.Host is not null && attachment.Phase != ModelPhase.Ending;

    private static ModelAnswer Tell(ModelVolume volume, CallEvent call)
    {
        if (call.Connection is not { } told) return ModelAnswer.To(volume);
        if (volume.PathOf(call.Host!) is not { } known) return ModelAnswer.To(volume.Tell(call.Host!, told));
        return known == told ? ModelAnswer.To(volume) : ModelAnswer.No(Invariant.S13, $"the host was told of {known.Target} LUN {known.Lun} before, and of {told.Target} LUN {told.Lun} now");
    }

    private static ModelAnswer Complete(ModelVolume volume, AttachmentId id) => volume.Find(id) switch
    {
        null => ModelAnswer.No(Invariant.S4, "the attachment is not there"),
        { Phase: ModelPhase.Ending } => ModelAnswer.No(Invariant.Linearizable, "the attachment is being removed"),
        { Phase: ModelPhase.Complete } => ModelAnswer.To(volume),
        { } attachment => ModelAnswer.To(volume.Put(attachment with { Phase = ModelPhase.Complete })),
    };

    private static ModelAnswer BeginEnding(ModelVolume volume, AttachmentId id)
    {
        if (volume.Find(id) is not { } attachment) return ModelAnswer.No(Invariant.S4, "the attachment is not there");
        // Where the export stays for another owner nobody sees a half-ended attachment; calls that end it together may all be told that it is done.
        var mustWait = attachment.Host is not null && volume.OwnersOf(attachment.Host) == 1 && attachment.Phase != ModelPhase.Ending;
        return ModelAnswer.To(mustWait ? volume.Put(attachment with { Phase = ModelPhase.Ending }) : volume);
    }

    /// <summary>Takes the claims on the attachment's host too, and every claim with the last attachment.</summary>
    private static ModelAnswer BeginForce(ModelVolume volume, AttachmentId id)
    {
        var attachment = volume.Find(id);
        var isLast = volume.Attachments.Length == (attachment is null ? 0 : 1);
        var begun = attachment is null ? volume : BeginEnding(volume, id).Next!;
        return ModelAnswer.To(isLast ? begun.Unclaim(null) : attachment?.Host is { } host ? begun.Unclaim(host) : begun);
    }

    private static ModelAnswer Read(ModelVolume volume, CallEvent call)
    {
        if (call.Attachments is not { } shown) return DataModel.Read(volume, call);
        foreach (var attachment in volume.Attachments)
        {
            var there = shown.FirstOrDefault(s => s.Id == attachment.Id);
            if (there is null) return ModelAnswer.No(Invariant.S4, $"attachment {attachment.Id} is not shown, and nobody ended it");
            if (there.Status != attachment.Status || there.Host != attachment.Host)
                return ModelAnswer.No(Invariant.Linearizable, $"attachment {attachment.Id} is shown as {there.Status} on {there.Host ?? "no host"}; it is {attachment.Status} on {attachment.Host ?? "no host"}");
        }
        return shown.Length == volume.Attachments.Length ? DataModel.Read(volume, call) : ModelAnswer.No(Invariant.Linearizable, "an attachment is shown that is not there");
    }

    /// <summary>A refusal changes nothing; one that the state gives no reason for means that the system remembers what never was, or forgot what is.</summary>
    private static ModelAnswer Refuse(ModelVolume volume, CallEvent call) =>
        volume.Life == ModelLife.Alive && MustSucceed(volume, call) ? ModelAnswer.No(Invariant.Linearizable, "it was refused, and nothing stood in its way") : ModelAnswer.To(volume);

    private static bool MustSucceed(ModelVolume volume, CallEvent call)
    {
        var attachment = call.Attachment is { } id ? volume.Find(id) : null;
        if (volume.Data.MayRefuse && call.Error != ErrorReason.NotFound) return false;
        return call.Action switch
        {
            // An attachment that ended does not come back: that, and nothing else, is a conflict.
            CallAction.CreateAttachment => call.Host is null && call.Error != ErrorReason.Conflict && (volume.Multiattach || volume.Attachments.IsEmpty),
            CallAction.ConnectAttachment => attachment is not null && (call.Error == ErrorReason.NotFound || (attachment.Phase != ModelPhase.Ending && !IsConnectedElsewhere(volume, call))),
            CallAction.CompleteAttachment => attachment is not null && (call.Error == ErrorReason.NotFound || attachment.Phase != ModelPhase.Ending),
            CallAction.DeleteAttachment => attachment is not null,
            CallAction.DeleteSnapshot => call.Error == ErrorReason.NotFound && volume.Data.Snapshots.Contains(call.Snapshot!.Value),
            CallAction.InitializeConnection => volume.Multiattach || !IsElsewhere(volume, call.Host!),
            CallAction.TerminateConnection or CallAction.ReadVolume => true,
            _ => false,
        };
    }

    /// <summary>Whether somebody else has the volume, so that the call may not let its host in.</summary>
    private static bool IsConnectedElsewhere(ModelVolume volume, CallEvent call) => !volume.Multiattach
        && (volume.Claims.Any(c => c != call.Host) || volume.Attachments.Any(a => a.Id != call.Attachment && IsIn(a) && (a.Host != call.Host || a.Instance != InstanceOf(volume, call))));

    private static Guid? InstanceOf(ModelVolume volume, CallEvent call) => call.Attachment is { } id ? volume.Find(id)?.Instance : null;

    private static bool IsElsewhere(ModelVolume volume, string host) => volume.Claims.Any(c => c != host) || volume.Attachments.Any(a => a.Host is not null && a.Host != host);
}
