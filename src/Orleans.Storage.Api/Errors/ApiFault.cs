using OrleansStorage.Backends;

namespace OrleansStorage.Api.Errors;

/// <summary>What a client is told when its request is not served (contract §3). Immutable.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The sentence in the envelope.</param>
/// <param name="RetryAfter">Seconds for <c>Retry-After</c>; null for none.</param>
/// <param name="Queue">The place in a backend's queue that the call would have had; null when it was not the queue that refused.</param>
internal sealed record ApiFault(int Status, string Message, int? RetryAfter = null, QueuePlace? Queue = null)
{
    /// <summary>Cinder's sentence for a defect of its own.</summary>
    public const string GenericServerError = "The server has either erred or is incapable of performing the requested operation.";

    /// <summary>The envelope's only key; what is not in Cinder's map is a computeFault, 406 included.</summary>
    public string Name => Status switch
    {
        400 => "badRequest",
        403 => "forbidden",
        404 => "itemNotFound",
        405 => "badMethod",
        409 => "conflictingRequest",
        413 or 429 => "overLimit",
        415 => "badMediaType",
        501 => "notImplemented",
        503 => "serviceUnavailable",
        _ => "computeFault",
    };

    /// <summary>A read that was cut off (<see cref="ApiLimits.ReadTimeoutMs"/>).</summary>
    public static ApiFault ReadTooLong { get; } = new(503, "The request took longer than a read may. Ask for less, or repeat it.", 1);

    /// <summary>A defect of ours.</summary>
    public static ApiFault Bug { get; } = new(500, GenericServerError);
}
