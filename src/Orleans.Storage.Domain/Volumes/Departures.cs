using OrleansStorage.Errors;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// Ids of attachments and snapshots do not come back. A client may choose the id of what it makes, so that a repetition makes nothing twice; a repetition that was held up on its way (a silo that was
/// stopped, say) until the client had removed again what an earlier one made, must not make it anew, for nobody would remove it. So a volume remembers those that left it last.
/// </summary>
internal static class Departures
{
    /// <summary>How many are remembered: more than can come and go while one call of theirs is still on its way, few enough to be written with every change.</summary>
    public const int Remembered = 8;

    /// <summary>The state with the ids on it that left since.</summary>
    public static VolumeState Note(VolumeState before, VolumeState after)
    {
        // Nearly every change leaves both lists as they are, and then they are the same arrays.
        if (after.Attachments == before.Attachments && after.Snapshots == before.Snapshots) return after;
        var left = before.Attachments.Where(a => after.FindAttachment(a.Id) is null).Select(a => a.Id.Value)
            .Concat(before.Snapshots.Where(s => after.FindSnapshot(s.Id) is null).Select(s => s.Id.Value)).ToList();
        return left.Count == 0 ? after : after with { Departed = [.. after.Departed.Concat(left).TakeLast(Remembered)] };
    }

    /// <summary>The refusal of what left; null for what may be made.</summary>
    public static StorageError? Refuse(VolumeState state, string what, Guid id) =>
        state.Departed.Contains(id) ? StorageError.Refused(ErrorReason.Conflict, $"{what} {id} of volume {state.Id} was made and removed before; its id is not used again.") : null;
}
