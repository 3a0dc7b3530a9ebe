using OrleansStorage.Backends;
using OrleansStorage.Records;

namespace OrleansStorage.Errors;

/// <summary>Why a call failed, in words that a client may read: no secret, no internal name. Immutable.</summary>
/// <param name="Kind">What a caller may conclude.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">A sentence for the caller; for refusals of the Cinder API it is Cinder's own sentence.</param>
/// <param name="RetryAfter">For <see cref="ErrorKind.Busy"/> and <see cref="ErrorKind.Unknown"/>: when a repetition has a chance.</param>
/// <param name="Queue">For <see cref="ErrorKind.Busy"/> of a backend's queue: the place that the call would have had.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.StorageError")]
public sealed record StorageError([property: Id(0)] ErrorKind Kind, [property: Id(1)] ErrorReason Reason, [property: Id(2)] string Message, [property: Id(3)] TimeSpan? RetryAfter = null,
    [property: Id(4)] QueuePlace? Queue = null)
{
    /// <summary>A refusal: nothing was changed.</summary>
    public static StorageError Refused(ErrorReason reason, string message) => new(ErrorKind.Refused, reason, message);

    /// <summary>A refusal because of the volume's state; the text gets Cinder's prefix.</summary>
    public static StorageError InvalidVolume(string message) => Refused(ErrorReason.InvalidVolume, "Invalid volume: " + message);

    /// <summary>A refusal because of a value; the text gets Cinder's prefix.</summary>
    public static StorageError InvalidInput(string message) => Refused(ErrorReason.InvalidInput, "Invalid input received: " + message);

    /// <summary>A refusal because what is to be changed was changed since the caller read it.</summary>
    public static StorageError PreconditionFailed() =>
        Refused(ErrorReason.PreconditionFailed, "What was to be changed is not as If-Match says; read it again.");

    /// <summary>No such object.</summary>
    public static StorageError NotFound(string message) => Refused(ErrorReason.NotFound, message);

    /// <summary>No such volume, in Cinder's words.</summary>
    public static StorageError VolumeNotFound(object id) => NotFound($"Volume {id} could not be found.");

    /// <summary>The id was a volume's that is gone; it is not used again, so that a late repetition of a create brings nothing back.</summary>
    public static StorageError VolumeWasRemoved(object id) => Refused(ErrorReason.Conflict, $"Volume {id} was made and removed before; its id is not used again.");

    /// <summary>No such attachment, in Cinder's words.</summary>
    public static StorageError AttachmentNotFound(object id) => NotFound($"Volume attachment could not be found with filter: attachment_id = {id}.");

    /// <summary>No such snapshot, in Cinder's words.</summary>
    public static StorageError SnapshotNotFound(object id) => NotFound($"Snapshot {id} could not be found.");

    /// <summary>No such group, in Cinder's words.</summary>
    public static StorageError GroupNotFound(object id) => NotFound($"Group {id} could not be found.");

    /// <summary>No such group snapshot, in Cinder's words.</summary>
    public static StorageError GroupSnapshotNotFound(object id) => NotFound($"GroupSnapshot {id} could not be found.");

    /// <summary>A refusal because of the group's state; the text gets Cinder's prefix.</summary>
    public static StorageError InvalidGroup(string message) => Refused(ErrorReason.InvalidInput, "Invalid Group: " + message);

    /// <summary>The record of the object cannot be read: damaged, or written by a newer version. What is wrong with it is for operators alone.</summary>
    public static StorageError Unreadable(RecordKind kind, object id) =>
        Refused(ErrorReason.Unreadable, $"The record of {WireName<RecordKind>.Of(kind)} {id} cannot be read, so nothing was done. An operator can see why, and repair it, with: orleans-storage doctor");

    /// <summary>This error as an exception.</summary>
    public StorageException ToException() => new(this);
}
