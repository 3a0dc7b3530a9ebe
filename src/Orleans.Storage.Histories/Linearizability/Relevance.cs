using OrleansStorage.Histories.Calls;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>Which steps may not change places: those of one attachment or one host, and on a single-attach volume those for which the others must be gone.</summary>
internal static class Relevance
{
    /// <summary>Whether <paramref name="unknown"/> could change what <paramref name="next"/> finds in this volume.</summary>
    public static bool Matters(ModelVolume volume, Step unknown, Step next)
    {
        if (unknown.Kind is StepKind.BeginExtend or StepKind.EndExtend or StepKind.Trouble or StepKind.MakeSnapshot or StepKind.RemoveSnapshot) return DataMatters(volume.Data, unknown, next);
        // A forced detach minds whether its attachment is the last, and so whether another is reserved before it.
        if (unknown.Kind is StepKind.Reset or StepKind.Loosen || next.Kind == StepKind.BeginForce) return true;
        if (unknown.Kind == StepKind.BeginForce && next.Kind == StepKind.Reserve && !volume.Claims.IsEmpty) return true;
        if (!volume.Multiattach && MindsOthers(volume, next)) return true;
        if (unknown.Call.Action is CallAction.CreateVolume or CallAction.DeleteVolume || next.Call.Action is CallAction.CreateVolume or CallAction.DeleteVolume) return true;
        if (next.Kind == StepKind.Read) return next.Call.Attachments is { } shown && MattersToRead(volume, unknown.Call, shown);
        if (unknown.Call.Attachment is { } id && id == next.Call.Attachment) return true;
        return SharesHost(volume, unknown.Call, next.Call.Host) || SharesHost(volume, unknown.Call, HostOf(volume, next.Call));
    }

    /// <summary>What changes only data matters to who reads that, to refusals, which it can be the reason of, and to what else changes the same.</summary>
    private static bool DataMatters(ModelData data, Step unknown, Step next)
    {
        if (unknown.Call.Snapshot is { } id)
            return next.Call.Snapshot == id || next.Kind == StepKind.DeleteVolume || (next.Call.Snapshots is { } shown && shown.Contains(id) != data.Snapshots.Contains(id));
        return next.Kind is StepKind.Refuse or StepKind.DeleteVolume or StepKind.EndExtend or StepKind.BeginExtend or StepKind.Reset || (next.Call.SizeGiB is { } size && size != data.SizeGiB);
    }

    /// <summary>On a single-attach volume an attachment begins, or connects, only when others have ended.</summary>
    private static bool MindsOthers(ModelVolume volume, Step next) =>
        next.Kind is StepKind.Reserve or StepKind.Connect or StepKind.Initialize or StepKind.Refuse || (next.Call.Attachment is { } id && volume.Find(id) is null)
        || (next.Call.Attachments is { } shown && shown.Any(s => volume.Find(s.Id) is null));

    /// <summary>A read minds only what it shows otherwise than it is, and the other owners of the hosts there.</summary>
    private static bool MattersToRead(ModelVolume volume, CallEvent unknown, IReadOnlyList<ShownAttachment> shown)
    {
        foreach (var attachment in volume.Attachments)
        {
            var there = shown.FirstOrDefault(s => s.Id == attachment.Id);
            if (there is not null && there.Status == attachment.Status && there.Host == attachment.Host) continue;
            if (attachment.Id == unknown.Attachment || SharesHost(volume, unknown, attachment.Host) || SharesHost(volume, unknown, there?.Host)) return true;
        }
        return shown.Any(s => volume.Find(s.Id) is null && (s.Id == unknown.Attachment || SharesHost(volume, unknown, s.Host)));
    }

    private static bool SharesHost(ModelVolume volume, CallEvent unknown, string? host) =>
        host is not null && (unknown.Host == host || HostOf(volume, unknown) == host || (unknown.Action == CallAction.TerminateConnection && unknown.Host is null) || (unknown.Action == CallAction.ForceDetach && !volume.Claims.IsEmpty));

    private static string? HostOf(ModelVolume volume, CallEvent call) => call.Attachment is { } id ? volume.Find(id)?.Host : null;
}
