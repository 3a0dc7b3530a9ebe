using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using OrleansStorage.Errors;

namespace OrleansStorage.Api.Errors;

/// <summary>The one table that maps this product's errors to HTTP (DESIGN §9).</summary>
internal static class ErrorTable
{
    /// <summary>What the client is told about whatever ended its request.</summary>
    public static ApiFault FaultOf(Exception exception) => exception switch
    {
        ApiException e => e.Fault,
        StorageException e => FaultOf(e.Error),
        // A grain call that did not answer in time: the operation goes on, so it is as unknown as an array that does not answer.
        TimeoutException => new(504, "The operation takes longer than a request may wait; it goes on. Repeat the request to join it."),
        // A silo was lost while it served the call: as unknown.
        SiloUnavailableException => new(504, "The part of the cluster that served this was lost; the operation may go on. Repeat the request to join it."),
        OrleansException => new(503, "The part of the cluster that serves this is moving. Repeat the request.", 1),
        BadHttpRequestException e => new(e.StatusCode, ApiException.Malformed),
        _ => ApiFault.Bug,
    };

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

    /// <summary>What an operator can do about an error that is not the caller's. Of the database, its own line says it.</summary>
    public static string RemedyOf(StorageError error) => error.Reason switch
    {
        ErrorReason.Busy => "Its queue, or what it waits for: orleans-storage backend list, volume operation.",
        ErrorReason.Unreachable => "Look at the array, its daemon and the way to it: orleans-storage backend list.",
        ErrorReason.ArrayRefused => "What the array said: orleans-storage volume timeline.",
        _ => "It is settled without anybody; what became of it: orleans-storage volume timeline.",
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
        ErrorReason.Unreachable or ErrorReason.ArrayRefused or ErrorReason.Unreadable => new(500, error.Message),
        ErrorReason.Unknown => new(504, error.Message),
        _ => ApiFault.Bug,
    };

    private static int Seconds(TimeSpan? retryAfter) => Math.Max(1, (int)Math.Ceiling((retryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds));
}
