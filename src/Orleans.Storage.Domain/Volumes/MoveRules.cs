using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// What moves data between pools and images: the wire contract's §8. No pool, image service or host does that here, so each is refused; first for what the volume itself forbids, as Cinder does, so that a client
/// learns of its own mistake first.
/// </summary>
internal static class MoveRules
{
    private const string NoImages = "there is no image service.";

    public static Decision Migrate(VolumeState state, VolumeCommand.Migrate command)
    {
        var movable = state.Status is VolumeStatus.Available or VolumeStatus.InUse && !state.IsMigrating() && state.Snapshots.IsEmpty && state.Backend != command.To;
        return Decision.No(StorageError.InvalidVolume(movable
            ? $"Volume {state.Id} cannot be moved: data is not moved between backends."
            : $"Volume {state.Id} status must be available or in-use, must not be migrating, have snapshots, be replicated, be part of a group and destination host/cluster must be different than the current one"));
    }

    public static Decision UploadImage(VolumeState state) => Decision.No(StorageError.InvalidVolume(state.Status == VolumeStatus.Available
        ? $"No image can be made of volume {state.Id}: " + NoImages
        : $"Volume {state.Id} status must be available, but current status is: {state.Status.Wire()}."));

    public static Decision Reimage(VolumeState state, VolumeCommand.Reimage command)
    {
        var allowed = state.Status is VolumeStatus.Available or VolumeStatus.Error || (command.AllowReserved && state.Status == VolumeStatus.Reserved);
        if (!allowed)
            return Decision.No(StorageError.InvalidVolume($"status must be {(command.AllowReserved ? "available or error or reserved" : "available or error")} but current status is {state.Status.Wire()}."));
        return state.Attachments.Length > 1
            ? Decision.No(StorageError.Refused(ErrorReason.Conflict, $"Cannot re-image volume {state.Id}: it has more than one attachment."))
            : Decision.No(StorageError.InvalidVolume($"Volume {state.Id} cannot be re-imaged: " + NoImages));
    }

    public static Decision CompleteExtend(VolumeState state) => Decision.No(StorageError.InvalidVolume(state.Status == VolumeStatus.Extending
        ? $"Volume {state.Id} is being extended by its backend alone, so there is nothing to complete."
        : $"Volume {state.Id} status must be extending, but current status is: {state.Status.Wire()}."));
}
