using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// What a state still owes to the array, as its next intent: first every export that nobody needs goes, then what a volume is being taken back to is done, then, when it is being removed or let go, its
/// snapshots go, then the volume itself.
/// So an operation of several array calls is a chain of intents, and a chain that dies goes on where it stopped.
/// </summary>
public static class Owed
{
    /// <summary>The state with its next intent, or as it is when an intent is open or nothing is owed.</summary>
    public static VolumeState Next(VolumeState state, string command, DecisionContext context)
    {
        if (state.Intent is not null) return state;
        if (state.Exports.FirstOrDefault(e => e.Phase == ExportPhase.Removing) is { } export)
        {
            return ExportRules.Twin(state, export.Connector) is null
                ? Open(state, context.Intent(state, IntentKind.RemoveExport, command) with { Host = export.Host })
                : Next(SettleRules.Unexported(state, export.Host), command, context);
        }
        if (state.Snapshots.FirstOrDefault(s => s.Owes != SnapshotEnd.None) is { } snapshot)
            return state.Backend is null ? state with { Snapshots = state.Snapshots.Remove(snapshot) } : Open(state, context.Intent(state, EndOf(snapshot), command) with { SnapshotId = snapshot.Id });
        if (state.Status == VolumeStatus.Reverting)
        {
            return state.Snapshots.FirstOrDefault(s => s.Status == SnapshotStatus.Restoring) is { } wanted
                ? Open(state, context.Intent(state, IntentKind.RevertVolume, command) with { SnapshotId = wanted.Id })
                : RevertRules.CallOff(state);
        }
        if (EndOf(state) is not { } end || state.Gone) return state;
        return state.Backend is null ? state with { Gone = true } : Open(state, context.Intent(state, end, command));
    }

    /// <summary>What was to be adopted and may have been is let go, not removed: it is not ours to lose.</summary>
    private static IntentKind EndOf(Snapshot snapshot) => snapshot.Owes == SnapshotEnd.Release || snapshot.Adopting ? IntentKind.ReleaseSnapshot : IntentKind.DeleteSnapshot;

    private static IntentKind? EndOf(VolumeState state) => state.Status switch
    {
        VolumeStatus.Deleting when !state.Adopting => IntentKind.DeleteVolume,
        VolumeStatus.Deleting or VolumeStatus.Unmanaging or VolumeStatus.ErrorManagingDeleting => IntentKind.ReleaseVolume,
        _ => null,
    };

    /// <summary>The same intent once more, with the next epoch and a new deadline: for one whose time is over, or whose array call failed and must be repeated.</summary>
    public static VolumeState Again(VolumeState state, DecisionContext context)
    {
        var intent = state.Intent ?? throw new InvalidOperationException("No intent is open.");
        var lasts = context.Timeouts.Of(intent.Kind);
        var again = intent with { Epoch = state.Epoch + 1, Tries = (intent.Tries ?? 1) + 1, NotAfter = context.Now + lasts, LastsMs = (long)lasts.TotalMilliseconds };
        return state with { Intent = again, Epoch = state.Epoch + 1, Ended = [] };
    }

    /// <summary>The state with an intent opened.</summary>
    public static VolumeState Open(VolumeState state, Intent intent) => state with { Intent = intent, Epoch = intent.Epoch };
}
