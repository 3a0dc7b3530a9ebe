using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Reconciliation;

/// <summary>
/// The three-way comparison: what is recorded, what the array shows, and the attachments → differences, each with what to do and why. Pure.
/// </summary>
public static class DriftRules
{
    /// <summary>What is not on record may be somebody's who is: of a record that this one was restored from, or of another installation.</summary>
    private const string Unknown = "Its volume is not on this record, so it may be in use: nothing removes it unasked.";

    /// <summary>Every difference.</summary>
    /// <param name="picture">What is compared.</param>
    /// <param name="seenSince">Since when an object without record has been seen.</param>
    /// <param name="now">The time.</param>
    /// <param name="grace">How long such an object is left alone.</param>
    public static IReadOnlyList<Drift> Compare(DriftPicture picture, Func<ArrayExport, DateTimeOffset> seenSince, DateTimeOffset now, TimeSpan grace)
    {
        var shown = picture.OnArray.Where(e => e.IsOurs && e.IsLetIn).ToLookup(e => (e.VolumeId, e.Initiator));
        var byId = picture.Volumes.ToDictionary(v => v.Id);
        IEnumerable<Drift> all =
        [
            .. picture.Volumes.SelectMany(v => v.Exports.Where(e => e.Phase == ExportPhase.Exported).Select(e => OfRecord(v, e, shown[(v.Id, e.Initiator)].FirstOrDefault()))).OfType<Drift>(),
            .. picture.Volumes.SelectMany(OfAttachments),
            .. picture.Volumes.SelectMany(OfStatus),
            .. picture.Volumes.Where(v => v.Unreadable is not null).Select(Unreadable),
            .. picture.OnArray.Select(e => OfArray(e, e.VolumeId is { } id ? byId.GetValueOrDefault(id) : null, picture.Known, seenSince, now, grace)).OfType<Drift>(),
        ];
        var held = picture.Held.ToDictionary(h => h.VolumeId);
        return [.. held.Values.Select(OfHeld), .. all.Where(d => d.VolumeId is not { } id || !held.ContainsKey(id)).Select(d => picture.IsBehind ? Sparing(d) : d)];
    }

    private static Drift Unreadable(VolumeDescription volume) =>
        new() { Kind = DriftKind.Unreadable, Action = DriftAction.Leave, VolumeId = volume.Id, Reason = $"Its record cannot be read: {volume.Unreadable} Repair it with: orleans-storage doctor" };

    private static Drift OfHeld(HeldVolume held) => new()
    {
        Kind = DriftKind.Behind, Action = DriftAction.Leave, VolumeId = held.VolumeId,
        Reason = $"The array has seen epoch {held.Seen} of it, the record knows of {held.Known}: the database was restored or replaced, and backend recover brings both together.",
    };

    /// <summary>A record that is behind does not know what it does not know: it removes nothing.</summary>
    private static Drift Sparing(Drift drift) => drift.Action != DriftAction.Remove ? drift
        : drift with { Action = DriftAction.Leave, Reason = "The record is behind its array, so nothing is removed until backend recover has brought both together." };

    private static Drift? OfRecord(VolumeDescription volume, ExportDescription export, ArrayExport? shown)
    {
        if (shown is null) return Recorded(volume, export, DriftKind.Missing, DriftAction.Recreate, $"It is recorded for {string.Join(", ", export.Owners)}, and the array does not show it.");
        if (shown.Location.TargetName != export.TargetName || shown.Location.Lun != export.Lun)
            return Recorded(volume, export, DriftKind.Moved, DriftAction.Adopt, $"It is recorded at {export.TargetName} LUN {export.Lun}; the array lets the host in here.")
                with { TargetName = shown.Location.TargetName, Lun = shown.Location.Lun };
        var owners = volume.Attachments.Select(a => "attachment:" + a.Id).Append("claim:" + export.Host).ToHashSet();
        return export.Owners.Any(owners.Contains) ? null
            : Recorded(volume, export, DriftKind.Unowned, DriftAction.Leave, $"Its owners, {string.Join(", ", export.Owners)}, are no attachments of the volume: force-detach the host if nobody uses it.");
    }

    private static Drift Recorded(VolumeDescription volume, ExportDescription export, DriftKind kind, DriftAction action, string reason) =>
        Open(volume, new() { Kind = kind, Action = action, Reason = reason, VolumeId = volume.Id, Host = export.Host, Initiator = export.Initiator, TargetName = export.TargetName, Lun = export.Lun });

    private static IEnumerable<Drift> OfAttachments(VolumeDescription volume) =>
        from attachment in volume.Attachments
        where attachment is { Status: AttachStatus.Attached, Host: not null } && !volume.Exports.Any(e => e.Host == attachment.Host)
        select new Drift
        {
            Kind = DriftKind.Unexported, Action = DriftAction.Leave, VolumeId = volume.Id, Host = attachment.Host,
            Reason = $"Attachment {attachment.Id} was made by os-attach, and its host never asked for an export.",
        };

    /// <summary>An operator's word does not end an export, and nobody who reads the status looks for one.</summary>
    private static IEnumerable<Drift> OfStatus(VolumeDescription volume)
    {
        var saysFree = volume.Status is VolumeStatus.Available or VolumeStatus.AwaitingTransfer || volume.AttachStatus == AttachStatus.Detached;
        return !saysFree ? [] : volume.Exports.Where(e => e.Phase == ExportPhase.Exported && volume.Attachments.Any(a => e.Owners.Contains("attachment:" + a.Id))).Select(e =>
            Recorded(volume, e, DriftKind.Contradicted, DriftAction.Leave,
                $"The volume is {volume.Status.Wire()} and {WireName<AttachStatus>.Of(volume.AttachStatus)}; its host is let in for {string.Join(", ", e.Owners)}. Detach it, or reset the status to what is true."));
    }

    private static Drift? OfArray(ArrayExport export, VolumeDescription? volume, IReadOnlySet<VolumeId> known, Func<ArrayExport, DateTimeOffset> seenSince, DateTimeOffset now, TimeSpan grace)
    {
        var drift = new Drift
        {
            Kind = DriftKind.Orphaned, Action = DriftAction.Leave, Reason = "", VolumeId = export.VolumeId, Initiator = export.Initiator,
            TargetName = export.Location.TargetName, Lun = export.Location.Lun, Sessions = export.Sessions,
        };
        if (volume?.Unreadable is not null) return drift with { Kind = DriftKind.Unreadable, Reason = "The record of its volume cannot be read, so it is left: nobody knows whether a host needs it." };
        if (export is { IsOurs: false, Owner: { } other }) return drift with { Kind = DriftKind.Unknown, Reason = $"It carries the mark of installation {other}: nothing removes it unasked." };
        if (!export.IsOurs) return drift with { Kind = DriftKind.Foreign, Reason = "It does not carry our mark: nothing of ours ever touches it." };
        // A target of a volume with exports on record that lets nobody in is made whole, or removed, with them.
        if (volume is not null && volume.Exports.Any(e => export.Initiator is null || e.Initiator == export.Initiator)) return null;
        if (export.VolumeId is not { } id) return drift with { Reason = "It names no volume, so no driver can remove exactly this." };
        if (!known.Contains(id)) return drift with { Kind = DriftKind.Unknown, Reason = Unknown };
        if (export.Sessions > 0) return drift with { Reason = $"{export.Sessions} sessions are open, so a host uses it: log the host out there, and it is removed." };
        var until = seenSince(export) + grace;
        if (now < until) return drift with { Reason = $"A call that is under way may still record it; it is left until {until:O}." };
        drift = drift with { Action = DriftAction.Remove, Reason = $"It carries our mark, its volume is on record, and nothing has recorded it since {until - grace:O}." };
        return volume is null ? drift : Open(volume, drift);
    }

    /// <summary>Nothing is done beside an operation of the volume: what it makes of the array is its own business.</summary>
    private static Drift Open(VolumeDescription volume, Drift drift) =>
        volume.Intent is not { } intent ? drift : drift with { Action = DriftAction.Leave, Reason = $"The volume's operation {intent.OperationId} is open until {intent.NotAfter:O}." };
}
