using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Versions;

/// <summary>Version discovery (contract §6): the same document at <c>/</c> (300) and <c>/v3/</c> (200), without identity, whatever version is asked for.</summary>
internal sealed class VersionsResource(IOptions<CinderApiOptions> options)
{
    /// <summary>Maps the three paths.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        // Every method, as Cinder has it: load balancers ask by HEAD and OPTIONS.
        endpoints.Map("/", (RequestDelegate)(http => Answer(http, 300)));
        // Routing sees /v3 and /v3/ as one path; Cinder does not.
        endpoints.Map(CinderPath.Prefix, (RequestDelegate)(http => http.Request.Path.Value == CinderPath.Prefix ? Redirect(http) : Answer(http, 200)));
    }

    private Task Redirect(HttpContext http)
    {
        http.Response.StatusCode = 302;
        http.Response.ContentType = "text/plain; charset=utf8";
        http.Response.Headers.Location = Links.Root(http.Request, options.Value) + "/v3/";
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private Task Answer(HttpContext http, int status)
    {
        // The documents are there for every version; Cinder says it answers as the oldest.
        MicroversionHeader.Echo(http.Response, Microversion.Minimum);
        http.Response.Headers["x-compute-request-id"] = http.Response.Headers["x-openstack-request-id"];
        using var json = JsonAnswer.Begin(http.Response, status);
        json.WriteStartObject();
        json.WriteStartArray("versions"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, "v3.0"u8);
        json.WriteString("status"u8, "CURRENT"u8);
        json.WriteString("version"u8, Microversion.Maximum.ToString());
        json.WriteString("min_version"u8, Microversion.Minimum.ToString());
        json.WriteString("updated"u8, "2023-08-31T00:00:00Z"u8);
        WriteLinks(json, Links.Root(http.Request, options.Value));
        WriteMediaTypes(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return Task.CompletedTask;
    }

    private static void WriteLinks(Utf8JsonWriter json, string root)
    {
        json.WriteStartArray("links"u8);
        json.WriteStartObject();
        json.WriteString("rel"u8, "describedby"u8);
        json.WriteString("type"u8, "text/html"u8);
        json.WriteString("href"u8, "https://docs.openstack.org/"u8);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("rel"u8, "self"u8);
        json.WriteString("href"u8, root + "/v3/");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteMediaTypes(Utf8JsonWriter json)
    {
        json.WriteStartArray("media-types"u8);
        json.WriteStartObject();
        json.WriteString("base"u8, "application/json"u8);
        json.WriteString("type"u8, "application/vnd.openstack.volume+json;version=3"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
