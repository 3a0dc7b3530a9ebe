using OrleansStorage.Domain.Volumes;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Model;

/// <summary>What must hold in every state, of the record alone, of a step, and of the record beside the array.</summary>
internal static class Invariants
{
    private static readonly VolumeStatus[] Computed = [VolumeStatus.Available, VolumeStatus.Reserved, VolumeStatus.Attaching, VolumeStatus.InUse, VolumeStatus.Detaching];

    private static readonly VolumeStatus[] UnderWay =
    [
        VolumeStatus.Deleting, VolumeStatus.Creating, VolumeStatus.Extending, VolumeStatus.Managing, VolumeStatus.Reverting, VolumeStatus.Unmanaging, VolumeStatus.ErrorManagingDeleting,
    ];

    public static void Hold(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }

    public static void OfRecord(VolumeState state)
    {
        Hold(state.Exports.Select(e => e.Host).Distinct().Count() == state.Exports.Length, "a host has two exports");
        foreach (var export in state.Exports)
        {
            Hold(export.Phase == ExportPhase.Removing == export.Owners.IsEmpty, $"the export to {export.Host} is {export.Phase} and has {export.Owners.Length} owners");
            Hold(export.Phase != ExportPhase.Exported || export.Location is not null, $"the export to {export.Host} is nowhere");
            foreach (var owner in export.Owners) Hold(IsThere(state, export, owner), $"{owner} owns the export to {export.Host} and does not exist");
            var isWorkedOn = state.Intent is { } i && i.Host == export.Host && i.Kind == IntentKind.CreateExport;
            Hold(export.Phase != ExportPhase.Creating || isWorkedOn, $"the export to {export.Host} is half made and nobody works on it");
        }
        foreach (var attachment in state.Attachments.Where(a => a.Status == AttachStatus.Detaching))
            Hold(state.FindExport(attachment.Host!) is { Phase: ExportPhase.Removing }, $"{attachment.Id} waits for nothing");
        foreach (var attachment in state.Attachments.Where(a => a.Host is not null && a.Status != AttachStatus.Detaching))
            Hold(state.ExportOf(attachment.Id) is { Phase: ExportPhase.Exported }, $"{attachment.Id} was connected to {attachment.Host} and lost its export");
        Hold(state.Status != VolumeStatus.Available || state.Attachments.IsEmpty, "the volume is available and somebody holds it");
        if (state.Intent is null) OwesNothing(state);
        else Hold(state.Intent.Epoch == state.Epoch, "the open intent is not the last");
        if (!state.Multiattach) OneInstanceConnected(state);
    }

    public static void OfStep(VolumeState? before, VolumeState after)
    {
        Hold(after.Epoch >= (before?.Epoch ?? 0), $"the epoch fell from {before?.Epoch} to {after.Epoch}");
        if (before?.Intent is { } open && after.Intent is { } next && open != next) Hold(next.Epoch > open.Epoch, "an intent was replaced under the same epoch");
        var attachmentsChanged = before is null || !before.Attachments.AsSpan().SequenceEqual(after.Attachments.AsSpan());
        if (attachmentsChanged && Computed.Contains(after.Status))
            Hold((after.Status, after.AttachStatus) == (after.Recompute().Status, after.Recompute().AttachStatus),
                $"the status is {after.Status}, {after.AttachStatus}; the attachments say {after.Recompute().Status}, {after.Recompute().AttachStatus}");
    }

    public static void OfArray(VolumeState? state, ModelArray array)
    {
        var recorded = state?.Exports.Select(e => e.Host).ToHashSet() ?? [];
        Hold(array.Exports.IsSubsetOf(recorded), $"the array exports to {string.Join(' ', array.Exports)}; recorded are {string.Join(' ', recorded)}");
        Hold(array.Snapshots.IsSubsetOf(state?.Snapshots.Select(s => s.Id) ?? []), "the array has a snapshot that is not recorded");
        Hold(state is not null || !array.HasVolume, "the array has a volume that is not recorded");
        foreach (var attachment in state?.Attachments ?? [])
        {
            if (state!.ExportOf(attachment.Id) is { Phase: ExportPhase.Exported } export)
                Hold(array.Exports.Contains(export.Host) || array.Forgotten.Contains(export.Host), $"{attachment.Id} is connected to {export.Host} and the array does not export");
        }
    }

    /// <summary>A failure for one host is none of another's business.</summary>
    public static void OfFailedExport(VolumeState before, VolumeState after, string host)
    {
        foreach (var export in before.Exports.Where(e => e.Host != host)) Hold(ReferenceEquals(export, after.FindExport(export.Host)), $"a failure for {host} changed the export to {export.Host}");
    }

    private static void OwesNothing(VolumeState state)
    {
        Hold(state.Exports.All(e => e.Phase == ExportPhase.Exported), "an export is owed to the array and no intent is open");
        Hold(state.Snapshots.All(s => s.Owes == SnapshotEnd.None && s.Status is not (SnapshotStatus.Creating or SnapshotStatus.Restoring)), "a snapshot is owed to the array and no intent is open");
        Hold(state.Gone || !UnderWay.Contains(state.Status), $"the volume is {state.Status} and no intent is open");
    }

    private static void OneInstanceConnected(VolumeState state)
    {
        var instances = state.Attachments.Where(a => state.ExportOf(a.Id) is { Phase: ExportPhase.Exported }).Select(a => a.InstanceId).Distinct().ToList();
        Hold(instances.Count <= 1, "two instances are connected to a single-attach volume");
    }

    private static bool IsThere(VolumeState state, Export export, ExportOwner owner) =>
        owner.IsClaim ? owner == ExportOwner.Claim(export.Host) : state.Attachments.Any(a => ExportOwner.Attachment(a.Id) == owner && a.Status != AttachStatus.Detaching);
}
