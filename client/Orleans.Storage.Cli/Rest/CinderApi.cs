using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Identity;
using OrleansStorage.Http;

namespace OrleansStorage.Cli.Rest;

/// <summary>Calls of the block storage API, version 3, as one user of one project. Safe from any thread.</summary>
public sealed class CinderApi : IDisposable
{
    private const string Microversion = "volume 3.71";
    private const int MostBusyAnswers = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>A client of the API at <paramref name="endpoint"/>, with or without its <c>/v3</c>, of a silo that trusts its callers (<c>NoAuth</c>).</summary>
    /// <param name="endpoint">The API's address.</param>
    /// <param name="project">The project to act for.</param>
    /// <param name="user">The user to act as.</param>
    /// <param name="time">The clock of the waits that a busy API asks for.</param>
    /// <param name="handler">What carries the requests; null for the network.</param>
    public CinderApi(Uri endpoint, string project, string user, TimeProvider time, HttpMessageHandler? handler = null)
        : this(endpoint, project, user, handler ?? new SocketsHttpHandler(), time) =>
        _http.DefaultRequestHeaders.TryAddWithoutValidation("X-Auth-Token", $"{user}:{project}");

    /// <summary>A client of the API at any of <paramref name="endpoints"/> for whom Keystone knows; the session goes with it.</summary>
    internal CinderApi(IReadOnlyList<Uri> endpoints, KeystoneSession session, TimeProvider time)
        : this(endpoints[0], session.Project, session.User, EndpointsHandler.Over(endpoints, session), time)
    {
    }

    private CinderApi(Uri endpoint, string project, string user, HttpMessageHandler handler, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _time = time;
        (Project, User) = (project, user);
        Endpoint = endpoint.AbsolutePath == "/" ? new(endpoint, "v3") : endpoint;
        _http = new(new KnownLengthHandler(handler), disposeHandler: true) { BaseAddress = new(Endpoint.AbsoluteUri.TrimEnd('/') + "/") };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("OpenStack-API-Version", Microversion);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>The project that this client acts for.</summary>
    public string Project { get; }

    /// <summary>The user that this client acts as.</summary>
    public string User { get; }

    /// <summary>The API's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Reads.</summary>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Makes something, or asks for an action.</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Asks for an action whose answer is a JSON object in a header.</summary>
    /// <returns>The object; an empty one when the header is not there.</returns>
    public async Task<JsonObject> PostForHeaderAsync(string path, JsonObject body, string header, CancellationToken cancellationToken)
    {
        JsonObject found = [];
        await SendAsync(HttpMethod.Post, path, body, cancellationToken, response => found = response.Headers.TryGetValues(header, out var values) ? Parse(values.First()) : []);
        return found;
    }

    /// <summary>Changes something.</summary>
    public Task<JsonObject> PutAsync(string path, JsonObject body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, path, body, cancellationToken);

    /// <summary>Removes something.</summary>
    public Task<JsonObject> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Sends one request and, when the API is busy and says when to come back, sends it again then.</summary>
    /// <returns>The answer's object; an empty one for an answer without a body.</returns>
    /// <exception cref="ApiException">The API answered with an error.</exception>
    /// <exception cref="EndpointException">Nobody answers, or not in this protocol.</exception>
    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, Action<HttpResponseMessage>? served = null)
    {
        for (var busy = 0; ; busy++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await ReachAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                served?.Invoke(response);
                return Parse(text);
            }
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter?.Delta is not { } wait || busy == MostBusyAnswers)
                throw new ApiException(response.StatusCode, MessageOf(response, text));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            var why = error.GetBaseException().Message.TrimEnd('.');
            throw new EndpointException($"No block storage API answers at {Endpoint}: {why}. Is the silo running (dotnet run --project silo), and is --endpoint right?", error);
        }
        catch (TaskCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EndpointException($"The block storage API at {Endpoint} did not answer within {_http.Timeout.TotalSeconds:0} s.", error);
        }
    }

    private JsonObject Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new EndpointException($"What answers at {Endpoint} is no block storage API: its answer is no JSON object.", error);
        }
    }

    /// <summary>The message in Cinder's envelope, <c>{"faultName":{"code":…,"message":…}}</c>; the status where there is no envelope.</summary>
    private static string MessageOf(HttpResponseMessage response, string text)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        var unexplained = $"{status} for {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}";
        try
        {
            var fault = (JsonNode.Parse(text) as JsonObject)?.FirstOrDefault().Value as JsonObject;
            return fault?["message"]?.GetValue<string>() is { Length: > 0 } message ? $"{message} ({status})" : unexplained;
        }
        catch (JsonException)
        {
            return unexplained;
        }
    }
}
