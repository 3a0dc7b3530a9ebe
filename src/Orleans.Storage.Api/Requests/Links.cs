using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrleansStorage.Api.Requests;

/// <summary>Writes the links of one request's answer: the host that the client used, and the project if its path had one.</summary>
internal readonly struct Links
{
    private const int MaxLength = 1024;
    private readonly byte[] _self;
    private readonly byte[] _bookmark;

    private Links(string root, string project, string collection)
    {
        Collection = $"{root}/v3{project}/{collection}";
        _self = Encoding.UTF8.GetBytes(Collection + "/");
        _bookmark = Encoding.UTF8.GetBytes($"{root}{project}/{collection}/");
    }

    /// <summary>The collection's own address.</summary>
    public string Collection { get; }

    /// <summary>The links of a collection's items.</summary>
    public static Links Of(ApiRequest request, CinderApiOptions options, string collection) =>
        new(Root(request.Http.Request, options), request.UrlProject is { } project ? "/" + project : "", collection);

    /// <summary>Scheme, host, port and the path before <c>/v3</c>: as configured, or as the client wrote them.</summary>
    public static string Root(HttpRequest request, CinderApiOptions options) => options.PublicEndpoint is { Length: > 0 } endpoint
        ? endpoint.TrimEnd('/')
        : $"{request.Scheme}://{(request.Host.HasValue ? request.Host.Value : LocalHost(request.HttpContext.Connection))}{request.PathBase}";

    /// <summary>HTTP/1.0, as load balancers ask by it, needs no <c>Host</c>; then it is the address that was asked, as WSGI servers have it.</summary>
    private static string LocalHost(ConnectionInfo connection)
    {
        var address = connection.LocalIpAddress ?? IPAddress.Loopback;
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.LocalPort).ToString();
    }

    /// <summary>The property <c>links</c> of one item.</summary>
    public void Write(Utf8JsonWriter json, Guid id)
    {
        json.WriteStartArray("links"u8);
        WriteOne(json, "self"u8, _self, id);
        WriteOne(json, "bookmark"u8, _bookmark, id);
        json.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter json, ReadOnlySpan<byte> rel, byte[] prefix, Guid id)
    {
        json.WriteStartObject();
        json.WriteString("rel"u8, rel);
        Span<byte> href = stackalloc byte[MaxLength];
        if (prefix.Length + 36 > MaxLength)
        {
            href = new byte[prefix.Length + 36];
        }

        prefix.CopyTo(href);
        id.TryFormat(href[prefix.Length..], out var length);
        json.WriteString("href"u8, href[..(prefix.Length + length)]);
        json.WriteEndObject();
    }
}
