namespace OrleansStorage.Api.Errors;

/// <summary>Ends a request with a fault that the API itself found: transport, schema, policy, look-up.</summary>
internal sealed class ApiException : Exception
{
    /// <summary>Cinder's text for a request that it cannot make sense of.</summary>
    public const string Malformed = "The server could not comply with the request since it is either malformed or otherwise incorrect.";

    /// <summary>A fault with this status and message; what it is for when it is not the caller's.</summary>
    public ApiException(int status, string message, Exception? cause = null) : base(message, cause) => Fault = new(status, message);

    /// <summary>This fault.</summary>
    public ApiException(ApiFault fault) : base(fault.Message) => Fault = fault;

    /// <summary>What the client is told.</summary>
    public ApiFault Fault { get; }

    /// <summary>400.</summary>
    public static ApiException BadRequest(string message) => new(400, message);

    /// <summary>400 for a value, with Cinder's prefix.</summary>
    public static ApiException InvalidInput(string message) => new(400, "Invalid input received: " + message);

    /// <summary>404.</summary>
    public static ApiException NotFound(string message) => new(404, message);

    /// <summary>404 for a call that this microversion does not have.</summary>
    public static ApiException NoSuchResource() => new(404, "The resource could not be found.");

    /// <summary>404 for a volume; <paramref name="id"/> is what the client wrote.</summary>
    public static ApiException VolumeNotFound(string id) => new(404, $"Volume {id} could not be found.");

    /// <summary>404 for a snapshot.</summary>
    public static ApiException SnapshotNotFound(string id) => new(404, $"Snapshot {id} could not be found.");

    /// <summary>404 for an attachment.</summary>
    public static ApiException AttachmentNotFound(string id) => new(404, $"Volume attachment could not be found with filter: attachment_id = {id}.");

    /// <summary>403, naming the policy.</summary>
    public static ApiException Forbidden(string policy) => new(403, $"Policy doesn't allow {policy} to be performed.");
}
