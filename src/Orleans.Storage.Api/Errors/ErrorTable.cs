using OrleansStorage.Errors;

namespace OrleansStorage.Api.Errors;

/// <summary>The one table that maps this product's errors to HTTP (DESIGN §9).</summary>
internal static class ErrorTable
{
    /// <summary>What the client is told about <paramref name="error"/>.</summary>
    public static ApiFault FaultOf(StorageError error) => error.Kind switch
    {
        ErrorKind.Busy => new(503, error.Message, Seconds(error.RetryAfter), error.Queue),
        ErrorKind.Unreachable => new(500, error.Message),
        // Nova repeats attachment calls on 504; the repetition joins the operation that is still open.
        ErrorKind.Unknown => new(504, error.Message, error.RetryAfter is null ? null : Seconds(error.RetryAfter)),
        ErrorKind.Misuse => new(400, error.Message),
        ErrorKind.Bug => ApiFault.Bug,
        _ => FaultOfRefusal(error),
    };

    private static ApiFault FaultOfRefusal(StorageError error) => error.Reason switch
    {
        ErrorReason.InvalidInput or ErrorReason.InvalidVolume or ErrorReason.InvalidSnapshot or ErrorReason.InvalidVolumeType => new(400, error.Message),
        ErrorReason.NotFound => new(404, error.Message),
        ErrorReason.Conflict => new(409, error.Message),
        ErrorReason.PreconditionFailed => new(412, error.Message),
        ErrorReason.OverQuota => new(413, error.Message, 0),
        ErrorReason.Forbidden => new(403, error.Message),
        ErrorReason.NotSupported => new(405, error.Message),
        ErrorReason.Busy => new(503, error.Message, Seconds(error.RetryAfter)),
        ErrorReason.Unreachable or ErrorReason.ArrayRefused => new(500, error.Message),
        ErrorReason.Unknown => new(504, error.Message),
        _ => ApiFault.Bug,
    };

    private static int Seconds(TimeSpan? retryAfter) => Math.Max(1, (int)Math.Ceiling((retryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds));
}
