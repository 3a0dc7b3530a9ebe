using System.Net;
using System.Text;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>A block storage API of prepared answers; it writes down what it was asked.</summary>
internal sealed class FakeApi : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];

    /// <summary>Every request, as <c>METHOD path?query</c>, and its body.</summary>
    public List<(string Request, string Body)> Requests { get; } = [];

    /// <summary>Of every request: the host, and the token that it carried.</summary>
    public List<(string Host, string Token)> Callers { get; } = [];

    /// <summary>Called after each answer with its request.</summary>
    public Action<string> Answered { get; set; } = _ => { };

    /// <summary>Prepares the next answer to a request; the last one stays.</summary>
    public FakeApi On(string request, string body, HttpStatusCode status = HttpStatusCode.OK, TimeSpan? retryAfter = null, string? subjectToken = null)
    {
        if (!_answers.TryGetValue(request, out var queue))
            _answers[request] = queue = new();
        queue.Enqueue(() =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (retryAfter is { } wait)
                response.Headers.RetryAfter = new(wait);
            if (subjectToken is not null)
                response.Headers.Add("X-Subject-Token", subjectToken);
            return response;
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        if (request.RequestUri.Query.StartsWith("?name=", StringComparison.Ordinal) && !_answers.ContainsKey(key))
            return new(HttpStatusCode.OK) { Content = new StringContent("""{"volumes":[]}""") }; // Nothing is called by its id.
        Requests.Add((key, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        Callers.Add((request.RequestUri.Authority, request.Headers.TryGetValues("X-Auth-Token", out var tokens) ? tokens.Single() : ""));
        if (!_answers.TryGetValue(key, out var queue))
            return new(HttpStatusCode.NotFound) { Content = new StringContent("""{"itemNotFound":{"code":404,"message":"The test has no answer for this."}}""") };
        var answer = (queue.Count > 1 ? queue.Dequeue() : queue.Peek())();
        Answered(key);
        return answer;
    }
}
