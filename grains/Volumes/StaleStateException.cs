using Orleans.Storage;
using OrleansStorage.Errors;

namespace OrleansStorage.Grains.Volumes;

/// <summary>
/// This activation's picture of the volume is not the one on record, or it cannot know whether it is: nothing may be done with it any more.
/// </summary>
/// <param name="inner">Why.</param>
/// <param name="begun">Whether what was asked is on record already, so that it goes on without its caller.</param>
public sealed class StaleStateException(Exception inner, bool begun = false) : Exception((inner as StorageException)?.Message ?? "The volume's state on record is not the one that was read.", inner)
{
    /// <summary>Whether the record is as it was before the call, and so is this activation's picture of it.</summary>
    public bool IsUntouched => !begun && InnerException is StorageException { Error.Kind: ErrorKind.Busy };

    /// <summary>What the caller is told.</summary>
    public StorageError Error => InnerException switch
    {
        InconsistentStateException => new(ErrorKind.Busy, ErrorReason.Busy, "The volume is being served elsewhere; ask again.", TimeSpan.FromSeconds(1)),
        StorageException { Error: { Kind: ErrorKind.Busy } error } when begun =>
            error with { Kind = ErrorKind.Unknown, Message = "The end of the operation could not be written down yet; it is on record and goes on. Repeat the request to join it." },
        StorageException e => e.Error,
        _ => new(ErrorKind.Unknown, ErrorReason.Unknown, "The volume's record could not be written; ask again."),
    };

    /// <summary>The same of a call that is on record.</summary>
    public StaleStateException Begun() => begun ? this : new(InnerException!, begun: true);
}
