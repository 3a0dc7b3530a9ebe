using System.Net;

namespace OrleansStorage.Cli.Rest;

/// <summary>The API answered with an error; the message is the API's own.</summary>
public sealed class ApiException(HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
