using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>A request's JSON body, parsed once over Kestrel's own memory. Disposing gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);
    private static readonly RequestBody None = new(null, default, null);
    private readonly JsonDocument? _document;
    private readonly ReadOnlySequence<byte> _bytes;
    private readonly PipeReader? _reader;

    private RequestBody(JsonDocument? document, ReadOnlySequence<byte> bytes, PipeReader? reader)
    {
        _document = document;
        _bytes = bytes;
        _reader = reader;
    }

    /// <summary>The root; an absent body counts as an empty object.</summary>
    public JsonElement Root => _document?.RootElement ?? Empty;

    /// <summary>Reads the body.</summary>
    /// <exception cref="BodyTooLargeException">It is over <paramref name="maxBytes"/>.</exception>
    /// <exception cref="ApiException">It is no JSON, or says to be something else.</exception>
    public static ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return ValueTask.FromResult(None);
        }

        return request.ContentLength > maxBytes ? throw new BodyTooLargeException() : ReadBytesAsync(request, maxBytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document?.Dispose();
        _reader?.AdvanceTo(_bytes.End);
    }

    private static async ValueTask<RequestBody> ReadBytesAsync(HttpRequest request, int maxBytes)
    {
        var reader = request.BodyReader;
        var result = await reader.ReadAsync();
        while (!result.IsCompleted)
        {
            if (result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw new BodyTooLargeException();
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await reader.ReadAsync();
        }

        return Parse(request, reader, result.Buffer, maxBytes);
    }

    private static RequestBody Parse(HttpRequest request, PipeReader reader, ReadOnlySequence<byte> bytes, int maxBytes)
    {
        if (bytes.IsEmpty)
        {
            return new(null, bytes, reader);
        }

        try
        {
            if (bytes.Length > maxBytes)
            {
                throw new BodyTooLargeException();
            }

            if (!IsJson(request.ContentType))
            {
                throw new ApiException(415, "Unsupported Content-Type");
            }

            var document = JsonDocument.Parse(bytes);
            JsonTexts.RequireUnicode(bytes);
            return new(document, bytes, reader);
        }
        catch (JsonException)
        {
            reader.AdvanceTo(bytes.End);
            throw ApiException.BadRequest("Malformed request body");
        }
        catch (Exception e) when (e is ApiException or BodyTooLargeException)
        {
            reader.AdvanceTo(bytes.End);
            throw;
        }
    }

    private static bool IsJson(string? contentType)
    {
        var media = contentType.AsSpan();
        var semicolon = media.IndexOf(';');
        media = (semicolon < 0 ? media : media[..semicolon]).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.Equals("application/vnd.openstack.volume+json", StringComparison.OrdinalIgnoreCase);
    }
}
