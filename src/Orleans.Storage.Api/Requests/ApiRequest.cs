using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Identity;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Policies;

namespace OrleansStorage.Api.Requests;

/// <summary>One request of the Cinder API: what the path, the headers and the body say. Belongs to its request; not safe from other threads.</summary>
internal sealed class ApiRequest(HttpContext http, string? urlProject)
{
    private const int Open = 0;
    private const int Begun = 1;
    private const int Abandoned = 2;
    private int _answer;

    /// <summary>ASP.NET's side of it.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>The project in the path; null when the path names none.</summary>
    public string? UrlProject { get; } = urlProject;

    /// <summary>The id that the answer carries.</summary>
    public string RequestId { get; } = "req-" + Guid.NewGuid().ToString("D");

    /// <summary>The negotiated version.</summary>
    public Microversion Version { get; set; }

    /// <summary>Who sends it.</summary>
    public RequestIdentity Identity { get; set; } = null!;

    /// <summary>Who may do what.</summary>
    public PolicyBook Policies { get; set; } = null!;

    /// <summary>The user, the project and the rights.</summary>
    public Caller Caller => Identity.Caller;

    /// <summary>The body's root; an empty object when there is none. Valid until the request ends.</summary>
    public JsonElement Body { get; set; }

    /// <summary>Whether the caller passes a policy.</summary>
    public bool May(string policy) => Policies.Allows(policy, Identity.Roles);

    /// <summary>Ends the request unless the caller passes a policy that only a part of it needs.</summary>
    /// <exception cref="ApiException">403, naming the policy.</exception>
    public void Demand(string policy)
    {
        if (!May(policy)) throw ApiException.Forbidden(policy);
    }

    /// <summary>A part of the path, decoded.</summary>
    public string Route(string name)
    {
        var value = (string?)Http.Request.RouteValues[name] ?? "";
        // Kestrel leaves an encoded slash as it is.
        return value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A query parameter; null when absent.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[^1] ?? "" : null;

    /// <summary>Starts a JSON answer; disposing the writer completes it.</summary>
    /// <exception cref="OperationCanceledException">The request was answered without it.</exception>
    public Utf8JsonWriter BeginJson(int status) =>
        Interlocked.CompareExchange(ref _answer, Begun, Open) == Abandoned ? throw new OperationCanceledException("The request is answered.") : JsonAnswer.Begin(Http.Response, status);

    /// <summary>Takes the answer from whoever works at the request; false when he has begun to write it. Safe from any thread.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _answer, Abandoned, Open) == Open;

    /// <summary>Answers with one value under its name, as <paramref name="write"/> writes it.</summary>
    public void Answer<T>(int status, ReadOnlySpan<byte> name, T value, Action<Utf8JsonWriter, T> write)
    {
        using var json = BeginJson(status);
        json.WriteStartObject();
        json.WritePropertyName(name);
        write(json, value);
        json.WriteEndObject();
    }

    /// <summary>Answers 200 with one list under its name, each item as <paramref name="write"/> writes it.</summary>
    public void AnswerList<T>(ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var json = BeginJson(200);
        json.WriteStartObject();
        json.WriteList(name, items, write);
        json.WriteEndObject();
    }

    /// <summary>Answers with the request's own body, as Cinder does where a body says all there is to say.</summary>
    public void Echo(int status)
    {
        using var json = BeginJson(status);
        Body.WriteTo(json);
    }

    /// <summary>Answers 200 with metadata under its name.</summary>
    public void AnswerMetadata(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        using var json = BeginJson(200);
        json.WriteStartObject();
        json.WriteMap("metadata"u8, metadata);
        json.WriteEndObject();
    }

    /// <summary>Answers without a body.</summary>
    public Task Empty(int status)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = JsonAnswer.ContentType;
        if (status != 204)
        {
            Http.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
