using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Errors;

/// <summary>Writes what a client reads when its request is not served.</summary>
internal static class FaultWriter
{
    private static readonly byte[] NotFoundPage = Encoding.UTF8.GetBytes(
        "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n  The resource could not be found.<br /><br />\n\n\n\n </body>\n</html>");

    private static readonly byte[] TooLargeText = Encoding.UTF8.GetBytes("413 Request Entity Too Large\n\nThe body of your request was too large for this server.\n\nRequest is too large.\n\n   ");

    private static readonly byte[] Unauthorized = """{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}"""u8.ToArray();

    /// <summary>The envelope: one key that names the fault. A precondition that fails is told by its status alone (contract §13).</summary>
    public static void Write(HttpResponse response, ApiFault fault)
    {
        if (fault.Status == 412)
        {
            (response.StatusCode, response.ContentType, response.ContentLength) = (412, "text/html; charset=UTF-8", 0);
            return;
        }

        if (fault.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        using var json = JsonAnswer.Begin(response, fault.Status);
        json.WriteStartObject();
        json.WriteStartObject(fault.Name);
        json.WriteNumber("code"u8, fault.Status);
        json.WriteString("message"u8, fault.Message);
        if (fault is { Status: 413, RetryAfter: { } after })
        {
            json.WriteString("retryAfter"u8, after.ToString(CultureInfo.InvariantCulture));
        }

        if (fault.Queue is { } queue)
        {
            json.WriteNumber("queue_length"u8, queue.Waiting);
            json.WriteNumber("estimated_wait_ms"u8, (long)queue.EstimatedWait.TotalMilliseconds);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What a request without a valid token gets: not the envelope, but what clients know from <c>keystonemiddleware</c>.</summary>
    public static Task WriteUnauthorizedAsync(HttpResponse response, string? challenge)
    {
        if (challenge is not null)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        return WriteTextAsync(response, 401, JsonAnswer.ContentType, Unauthorized);
    }

    /// <summary>The page for a path or method that no route has.</summary>
    public static Task WriteUnroutedAsync(HttpResponse response) => WriteTextAsync(response, 404, "text/html; charset=UTF-8", NotFoundPage);

    /// <summary>The answer to a body over the limit.</summary>
    public static Task WriteTooLargeAsync(HttpResponse response) => WriteTextAsync(response, 413, "text/plain; charset=UTF-8", TooLargeText);

    private static async Task WriteTextAsync(HttpResponse response, int status, string contentType, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}
