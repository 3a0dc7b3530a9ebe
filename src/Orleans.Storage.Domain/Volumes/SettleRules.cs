using OrleansStorage.Backends;
using OrleansStorage.Domain.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// What the array's answer makes of an open intent: (state, outcome, now) → state. Success is recorded; what surely did not happen is taken back; what may have happened is neither: an export of unknown
/// fate is removed until the array agrees, and a removal stays open until it does.
/// </summary>
public static class SettleRules
{
    /// <summary>The state after the open intent's array call ended so. Its own next intent, if the operation is a chain, is opened.</summary>
    public static VolumeState Settle(VolumeState state, ArrayOutcome<ArrayExport?> outcome, DecisionContext context)
    {
        var intent = state.Intent ?? throw new InvalidOperationException("No intent is open.");
        if (!outcome.IsDone && intent.Kind == IntentKind.RemoveExport && !IsLeft(intent, outcome.Kind)) return state;
        // A repetition that is not done says nothing about the try before it, which may have reached the array.
        var certain = intent.Repeated && !outcome.IsDone ? outcome with { Kind = OutcomeKind.Unknown } : outcome;
        var settled = Apply(state with { Intent = null }, intent, certain, context);
        settled = outcome.Kind == OutcomeKind.Busy ? TurnedAway(settled, intent) : settled with { ArrayEpoch = null, ArrayOperations = null };
        settled = TakenBack(Departures.Note(state, settled), intent) with { UpdatedAt = context.Now, Ended = [Entry(state, intent, outcome, context)] };
        return Owed.Next(settled, intent.Command, context with { Caller = context.Caller with { RequestId = intent.RequestId, UserId = intent.UserId }, OperationId = intent.OperationId, Subject = intent.Subject });
    }

    /// <summary>An epoch that was turned away before the array is none that the record knows the array to have seen; a try before it may have come there.</summary>
    private static VolumeState TurnedAway(VolumeState state, Intent intent) => state with
    {
        ArrayEpoch = intent.Known,
        ArrayOperations = intent.Known is not null && intent.Repeated ? [.. intent.KnownOperations ?? [], intent.OperationId] : intent.KnownOperations,
    };

    /// <summary>An orphan that the array does not give, because a host uses it, keeps no operation of its volume waiting: the reconciler finds it again.</summary>
    private static bool IsLeft(Intent intent, OutcomeKind outcome) => intent.Command == VolumeCommand.RemoveOrphanName && outcome == OutcomeKind.Refused;

    private static VolumeState Apply(VolumeState state, Intent intent, ArrayOutcome<ArrayExport?> outcome, DecisionContext context) => intent.Kind switch
    {
        IntentKind.CreateVolume => outcome.IsDone ? state.Recompute() : state with { Status = VolumeStatus.Error },
        IntentKind.DeleteVolume => outcome.IsDone ? state with { Gone = true } : outcome.Kind == OutcomeKind.Busy ? state.Recompute() : state with { Status = VolumeStatus.ErrorDeleting },
        IntentKind.ExtendVolume => Extended(state, intent, outcome.Kind),
        IntentKind.CreateSnapshot => Snapshotted(state, intent, outcome.IsDone ? SnapshotStatus.Available : SnapshotStatus.Error, context),
        IntentKind.RevertVolume => RevertRules.Reverted(state, intent, outcome.Kind, context),
        IntentKind.AdoptVolume => (outcome.IsDone ? state.Recompute() : state with { Status = VolumeStatus.ErrorManaging }) with { Adopting = !outcome.IsDone },
        IntentKind.ReleaseVolume => ManageRules.Released(state, outcome.Kind),
        IntentKind.AdoptSnapshot => ManageRules.SnapshotAdopted(state, intent, outcome.IsDone, context),
        IntentKind.DeleteSnapshot or IntentKind.ReleaseSnapshot => outcome.IsDone
            ? state with { Snapshots = state.Snapshots.RemoveAll(s => s.Id == intent.SnapshotId) }
            : SnapshotStays(state, intent, outcome.Kind, context),
        IntentKind.CreateExport => Exported(state, intent, outcome, context),
        IntentKind.RemoveExport => Unexported(state, intent.Host),
        _ => throw new InvalidOperationException($"There is no intent {intent.Kind}."),
    };

    private static VolumeState Extended(VolumeState state, Intent intent, OutcomeKind outcome)
    {
        // An attachment that was completed meanwhile has already said what the status is.
        var shown = state.Status == VolumeStatus.Extending ? state.PreviousStatus ?? VolumeStatus.Available : state.Status;
        var ended = state with { PreviousStatus = null };
        return outcome switch
        {
            OutcomeKind.Done => ended with { Status = shown, SizeGiB = intent.NewSizeGiB!.Value },
            OutcomeKind.Busy => ended with { Status = shown },
            _ => ended with { Status = VolumeStatus.ErrorExtending },
        };
    }

    private static VolumeState Snapshotted(VolumeState state, Intent intent, SnapshotStatus status, DecisionContext context) =>
        state.FindSnapshot(intent.SnapshotId!.Value) is { } s ? SnapshotRules.Replace(state, s, s.At(status) with { UpdatedAt = context.Now }) : state;

    private static VolumeState SnapshotStays(VolumeState state, Intent intent, OutcomeKind outcome, DecisionContext context)
    {
        var next = Snapshotted(state, intent, outcome == OutcomeKind.Busy ? SnapshotStatus.Available : SnapshotStatus.ErrorDeleting, context);
        if (state.Status != VolumeStatus.Deleting) return next;
        return next with
        {
            Status = VolumeStatus.ErrorDeleting,
            Snapshots = [.. next.Snapshots.Select(s => s.Owes == SnapshotEnd.Delete ? s.At(SnapshotStatus.Available) : s)],
        };
    }

    private static VolumeState Exported(VolumeState state, Intent intent, ArrayOutcome<ArrayExport?> outcome, DecisionContext context)
    {
        if (state.FindExport(intent.Host!) is not { } export) return state;
        if (outcome.IsDone)
        {
            var made = export with { Phase = export.Owners.IsEmpty ? ExportPhase.Removing : ExportPhase.Exported, Location = outcome.Value!.Location };
            return Linked(state with { Exports = state.Exports.Replace(export, made) }, made, export.Phase, context);
        }
        if (export.Phase == ExportPhase.Exported) return state;
        return outcome.Kind == OutcomeKind.Unknown
            ? state with { Exports = state.Exports.Replace(export, ExportRules.Orphan(export)) }
            : state with { Exports = state.Exports.Remove(export) };
    }

    /// <summary>
    /// The state without the attachment that was made with an export, when its host was not let in: a call that fails leaves what it found. Whoever has completed it meanwhile keeps it. Its id may come again,
    /// for the same call may be repeated.
    /// </summary>
    private static VolumeState TakenBack(VolumeState state, Intent intent) =>
        intent.NewAttachment is { } id && state.FindAttachment(id) is { Status: AttachStatus.Reserved } attachment && state.ExportOf(id) is null
            ? Shown(state with { Attachments = state.Attachments.Remove(attachment) })
            : state;

    private static VolumeState Linked(VolumeState state, Export export, ExportPhase before, DecisionContext context)
    {
        if (before == ExportPhase.Exported) return state;
        var next = state;
        foreach (var attachment in state.Attachments.Where(a => export.Owners.Contains(ExportOwner.Attachment(a.Id))))
        {
            next = next with { Attachments = next.Attachments.Replace(attachment, AttachmentRules.Linked(attachment, export.Connector, context.Now)) };
            next = ExportRules.Disown(next, ExportOwner.Attachment(attachment.Id), exceptHost: export.Host);
        }
        return export.Owners.All(o => o.IsClaim) ? next : Shown(next);
    }

    /// <summary>The state without the export that was being removed for a host, and without the attachments that waited for that.</summary>
    public static VolumeState Unexported(VolumeState state, string? host)
    {
        var exports = state.Exports.RemoveAll(e => e.Host == host && e.Phase == ExportPhase.Removing);
        var attachments = state.Attachments.RemoveAll(a => a.Status == AttachStatus.Detaching && a.Host == host);
        var next = state with { Exports = exports, Attachments = attachments };
        return attachments.Length == state.Attachments.Length ? next : Shown(next);
    }

    /// <summary>Statuses that say something else than what is attached stay.</summary>
    internal static VolumeState Shown(VolumeState state) =>
        state.Status is VolumeStatus.Available or VolumeStatus.Reserved or VolumeStatus.Attaching or VolumeStatus.InUse or VolumeStatus.Detaching ? state.Recompute() : state;

    private static OperationEntry Entry(VolumeState state, Intent intent, ArrayOutcome<ArrayExport?> outcome, DecisionContext context) => new()
    {
        Id = intent.OperationId, Kind = intent.Command, Subject = intent.Subject ?? intent.SnapshotId?.ToString(), Epoch = intent.Epoch, RequestId = intent.RequestId, UserId = intent.UserId,
        StartedAt = intent.StartedAt, EndedAt = context.Now, Error = outcome.ToError()?.Message, Silo = context.Silo, TurnMs = context.TurnMs, IntentMs = context.IntentMs,
        Array = Exchange(state, intent, outcome), Message = MessageRules.Of(state, intent, outcome.Kind),
    };

    private static ArrayExchange Exchange(VolumeState state, Intent intent, ArrayOutcome<ArrayExport?> outcome)
    {
        var location = outcome.Value?.Location ?? (intent.Host is { } host ? state.FindExport(host)?.Location : null);
        return new()
        {
            Verb = intent.Kind, Host = intent.Host, TargetName = location?.TargetName, Lun = location?.Lun, Found = outcome.Trace?.Found, Said = outcome.Kind, Tries = intent.Tries,
            SessionsEnded = outcome.Trace?.SessionsEnded, Shows = outcome.Trace?.Shows, SlotMs = outcome.Trace?.SlotMs, ArrayMs = outcome.Trace?.ArrayMs,
        };
    }
}
