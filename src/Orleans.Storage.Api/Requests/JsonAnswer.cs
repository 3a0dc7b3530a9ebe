using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrleansStorage.Api.Requests;

/// <summary>JSON straight into the response's pipe: no tree, no copy.</summary>
internal static class JsonAnswer
{
    /// <summary>The content type of every JSON answer, exactly as Cinder spells it.</summary>
    public const string ContentType = "application/json";

    // The answers are never embedded in HTML, so quotes and slashes may stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Sets status and content type and opens a writer; disposing it completes the body.</summary>
    public static Utf8JsonWriter Begin(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = ContentType;
        return new Utf8JsonWriter(response.BodyWriter, Options);
    }
}
