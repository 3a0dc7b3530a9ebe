using OrleansStorage.Connections;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Who owns which export, and what that means for the array: an export is made for its first owner and removed after its last.</summary>
internal static class ExportRules
{
    /// <summary>Stands for the host of an orphan, which nobody knows. One is removed after the other, so it is the key of one export at most.</summary>
    private const string OrphanHost = "(orphan)";

    /// <summary>The export without owners, so that it will be removed.</summary>
    public static Export Orphan(Export export) => export with { Owners = [], Phase = ExportPhase.Removing };

    /// <summary>Gives an owner the export of a host: joins the one that is there, or opens the intent to make it.</summary>
    public static Decision Own(VolumeState state, ExportOwner owner, Connector connector, string command, DecisionContext context)
    {
        if (state.Backend is null) return Decision.No(StorageError.InvalidVolume($"Volume {state.Id} is on no backend."));
        if (SharingRules.Refuse(state, owner, connector.Host) is { } shared) return Decision.No(shared);
        var existing = state.FindExport(connector.Host);
        if (existing is null)
        {
            var export = new Export { Connector = connector, Owners = [owner], Phase = ExportPhase.Creating, ChapSecret = Twin(state, connector)?.ChapSecret ?? context.NewSecret };
            var intent = context.Intent(state, IntentKind.CreateExport, command) with { Host = connector.Host };
            return Decision.To(Owed.Open(state with { Exports = state.Exports.Add(export) }, intent));
        }
        if (existing.Phase != ExportPhase.Exported)
            return Decision.No(new(ErrorKind.Busy, ErrorReason.Busy, $"The export of volume {state.Id} to host {connector.Host} is still being settled.", TimeSpan.FromSeconds(1)));
        if (!existing.Connector.SameHostAs(connector))
            return Decision.No(StorageError.Refused(ErrorReason.Conflict, $"Volume {state.Id} is exported to host {connector.Host} under another initiator; detach it from there first."));
        return existing.Owners.Contains(owner) ? Decision.Nothing : Decision.To(state with { Exports = state.Exports.Replace(existing, existing with { Owners = existing.Owners.Add(owner) }) });
    }

    /// <summary>Takes an owner from every export but that of <paramref name="exceptHost"/>; those that nobody needs any more will be removed.</summary>
    public static VolumeState Disown(VolumeState state, ExportOwner owner, string? exceptHost = null) => state with
    {
        Exports = [.. state.Exports.Select(e => e.Host == exceptHost || !e.Owners.Contains(owner) ? e : Without(e, owner))],
    };

    /// <summary>The export of another host that calls itself by the same initiator name, if one stands: to the array both are one, so they share its secret, and it goes with the last of them.</summary>
    public static Export? Twin(VolumeState state, Connector connector) => connector.Initiator is null ? null
        : state.Exports.FirstOrDefault(e => e.Host != connector.Host && e.Phase != ExportPhase.Removing && e.Connector.Initiator == connector.Initiator);

    /// <summary>Asks the array once more for an export that it forgot; readers go on with what is recorded.</summary>
    public static Decision Restore(VolumeState state, VolumeCommand.RestoreExport command, DecisionContext context) =>
        state.FindExport(command.Host) is { Phase: ExportPhase.Exported } && state.Intent is null
            ? Decision.To(Owed.Open(state, context.Intent(state, IntentKind.CreateExport, command.Name) with { Host = command.Host }))
            : Decision.Nothing;

    /// <summary>
    /// Takes an orphan onto the record as an export that nobody owns, so that it goes as every export goes: with an intent, under an epoch of its own, until the array agrees. What has come onto the record
    /// since it was seen is no orphan.
    /// </summary>
    public static Decision RemoveOrphan(VolumeState state, VolumeCommand.RemoveOrphan command)
    {
        if (state.Backend is null || state.Exports.Any(e => command.Initiator is null || e.Connector.Initiator == command.Initiator)) return Decision.Nothing;
        var connector = new Connector { Host = OrphanHost, Initiator = command.Initiator };
        return Decision.To(state with { Exports = state.Exports.Add(new() { Connector = connector, Owners = [], Phase = ExportPhase.Removing }) });
    }

    private static Export Without(Export export, ExportOwner owner)
    {
        var left = export.Owners.Remove(owner);
        return left.IsEmpty ? Orphan(export) : export with { Owners = left };
    }
}
