using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// Brings a record that is behind its array together with it. The array has seen the later operations, so it is believed: whom it lets in stays let in and comes onto the record, what it does not show and another
/// host has in its place leaves the record, and epochs go on above those that it saw. What the old record had begun is given up. Nothing of the array is changed by it.
/// </summary>
public static class RecoverRules
{
    /// <summary>Whether the array has seen later operations of the volume than its record knows of.</summary>
    public static bool IsBehind(VolumeState state, SeenEpoch seen) => EpochBook.IsBehind(seen, state.KnownEpoch(), state.KnownOperations());

    /// <summary>Decides the command; nothing when the record is not behind.</summary>
    public static Decision Recover(VolumeState state, VolumeCommand.Recover command, DecisionContext context) =>
        IsBehind(state, command.Seen) ? Decision.To(Plan(state, command, context).State) : Decision.Nothing;

    /// <summary>The state that takes over what the array shows, and what is different in it, a sentence each.</summary>
    public static (VolumeState State, ImmutableArray<string> Steps) Plan(VolumeState state, VolumeCommand.Recover command, DecisionContext context)
    {
        List<string> steps = [$"The next operation has epoch {Math.Max(state.Epoch, command.Seen.Epoch) + 1}."];
        var next = GiveUp(state, steps) with { Epoch = Math.Max(state.Epoch, command.Seen.Epoch), ArrayEpoch = null, ArrayOperations = null };
        foreach (var export in state.Exports) next = OfRecorded(next, export, command.Shown, steps);
        foreach (var shown in command.Shown.Where(s => s is { IsLetIn: true, Initiator: not null } && !state.Exports.Any(e => e.Connector.Initiator == s.Initiator)))
            next = Take(next, shown, context, steps);
        return (SettleRules.Shown(next), [.. steps]);
    }

    /// <summary>What was open, and what a status owes to the array, is the old record's wish and not known to be anybody's now.</summary>
    private static VolumeState GiveUp(VolumeState state, List<string> steps)
    {
        var status = state.Status switch
        {
            VolumeStatus.Creating or VolumeStatus.Reverting or VolumeStatus.Unmanaging => VolumeStatus.Error,
            VolumeStatus.Managing or VolumeStatus.ErrorManagingDeleting => VolumeStatus.ErrorManaging,
            VolumeStatus.Extending => VolumeStatus.ErrorExtending,
            VolumeStatus.Deleting => VolumeStatus.ErrorDeleting,
            var other => other,
        };
        var snapshots = state.Snapshots.Select(s => s.Owes != SnapshotEnd.None || s.Status is SnapshotStatus.Creating or SnapshotStatus.Restoring ? s.At(SnapshotStatus.Error) : s).ToImmutableArray();
        if (state.Intent is { } intent) steps.Add($"The open {WireName<IntentKind>.Of(intent.Kind)} is given up.");
        if (status != state.Status) steps.Add($"The status becomes {status.Wire()}: it was {state.Status.Wire()}, and what became of that is not on record.");
        return state with { Intent = null, Status = status, PreviousStatus = null, Snapshots = snapshots };
    }

    private static VolumeState OfRecorded(VolumeState state, Export export, ImmutableArray<ArrayExport> all, List<string> steps)
    {
        var shown = all.FirstOrDefault(s => s.IsLetIn && s.Initiator is not null && s.Initiator == export.Connector.Initiator);
        if (shown is null) return OfMissing(state, export, all, steps);
        if (export.Phase == ExportPhase.Exported) return state with { Exports = state.Exports.Replace(export, export with { Location = shown.Location }) };
        steps.Add($"The export to {export.Host} stays: the array lets it in.");
        return Kept(state, export with { Phase = ExportPhase.Exported, Location = shown.Location });
    }

    private static VolumeState OfMissing(VolumeState state, Export export, ImmutableArray<ArrayExport> all, List<string> steps)
    {
        var others = !state.Multiattach && all.Any(s => s is { IsLetIn: true, Initiator: not null } && s.Initiator != export.Connector.Initiator);
        if (export.Phase == ExportPhase.Exported && !others)
        {
            steps.Add($"The export to {export.Host}, which the array does not show, is made again.");
            return state;
        }
        steps.Add($"The export to {export.Host} leaves the record: the array does not show it{(others ? ", and lets another host in" : "")}.");
        var next = export.Phase == ExportPhase.Creating ? Reserved(state, export)
            : state with { Attachments = state.Attachments.RemoveAll(a => export.Owners.Contains(ExportOwner.Attachment(a.Id)) || IsLeaving(a, export)) };
        return next with { Exports = next.Exports.Remove(export) };
    }

    /// <summary>An export that goes on although the old record wanted it gone, or had not finished it: who was to leave has not left.</summary>
    private static VolumeState Kept(VolumeState state, Export export)
    {
        var leaving = state.Attachments.Where(a => IsLeaving(a, export)).Select(a => ExportOwner.Attachment(a.Id));
        var owners = export.Owners.Union(leaving).ToImmutableArray();
        var kept = export with { Owners = owners.IsEmpty ? [ExportOwner.Claim(export.Host)] : owners };
        return state with
        {
            Exports = [.. state.Exports.Select(e => e.Host == export.Host ? kept : e)],
            Attachments = [.. state.Attachments.Select(a => owners.Contains(ExportOwner.Attachment(a.Id)) ? a with { Status = AttachStatus.Attached, Host = export.Host } : a)],
        };
    }

    /// <summary>Takes a host onto the record whom the array lets in and nobody here knows: as an attachment without an instance, which an operator ends when he knows more.</summary>
    private static VolumeState Take(VolumeState state, ArrayExport shown, DecisionContext context, List<string> steps)
    {
        var host = shown.Initiator!;
        var id = IdOf(state.Id, host, state.Epoch);
        steps.Add($"The export to {host} comes onto the record as attachment {id}: the array lets it in, with {shown.Sessions?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"} sessions.");
        var export = new Export
        {
            Connector = new Connector { Host = host, Initiator = host }, Owners = [ExportOwner.Attachment(id)], Phase = ExportPhase.Exported, Location = shown.Location, ChapSecret = context.NewSecret,
        };
        return state with
        {
            Exports = state.Exports.Add(export),
            Attachments = state.Attachments.Add(new Attachment { Id = id, InstanceId = null, Status = AttachStatus.Attached, Host = host, Mode = AttachMode.ReadWrite, AttachedAt = context.Now }),
        };
    }

    private static VolumeState Reserved(VolumeState state, Export export) => state with
    {
        Attachments = [.. state.Attachments.Where(a => !IsLeaving(a, export)).Select(a => export.Owners.Contains(ExportOwner.Attachment(a.Id)) ? a with { Status = AttachStatus.Reserved, Host = null } : a)],
    };

    private static bool IsLeaving(Attachment attachment, Export export) => attachment.Status == AttachStatus.Detaching && attachment.Host == export.Host;

    /// <summary>The same again for the same: a repetition makes no second one.</summary>
    private static AttachmentId IdOf(VolumeId volume, string initiator, long epoch) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{volume} {initiator} {epoch}")).AsSpan(0, 16)));
}
