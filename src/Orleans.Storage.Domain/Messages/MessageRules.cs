using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Messages;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Messages;

/// <summary>Which failures users are told of by a message: those of operations that were answered before they ended (the wire contract's §23).</summary>
internal static class MessageRules
{
    /// <summary>The note for a volume that no pool could take.</summary>
    public static MessageNote NotPlaced(VolumeState state) => OfVolume(state, MessageAction.ScheduleAllocateVolume, MessageDetail.NoBackendAvailable);

    /// <summary>The note for an intent that ended so; null when it succeeded, or when its caller waited for the answer.</summary>
    public static MessageNote? Of(VolumeState state, Intent intent, OutcomeKind outcome) => outcome == OutcomeKind.Done ? null : intent.Kind switch
    {
        IntentKind.CreateVolume => OfVolume(state, MessageAction.CreateVolumeFromBackend, MessageDetail.DriverFailedCreate),
        IntentKind.ExtendVolume => OfVolume(state, MessageAction.ExtendVolume, MessageDetail.DriverFailedExtend),
        IntentKind.CreateSnapshot => OfSnapshot(intent, MessageAction.CreateSnapshot, MessageDetail.SnapshotCreateFailed),
        IntentKind.DeleteSnapshot => OfSnapshot(intent, MessageAction.DeleteSnapshot, outcome == OutcomeKind.Busy ? MessageDetail.SnapshotIsBusy : MessageDetail.SnapshotDeleteFailed),
        _ => null,
    };

    private static MessageNote OfVolume(VolumeState state, MessageAction action, MessageDetail detail) => new(action, detail, MessageNote.Volume, state.Id.Value);

    private static MessageNote OfSnapshot(Intent intent, MessageAction action, MessageDetail detail) => new(action, detail, MessageNote.Snapshot, intent.SnapshotId!.Value.Value);
}
