using System.Net;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>
/// Repeats what was not answered, or answered with 5xx, as a compute service does whose storage is away: the same request with the same <c>Idempotency-Key</c>, so that nothing is made twice. A removal that an
/// earlier try has done is done. Safe from any thread.
/// </summary>
/// <param name="network">What carries the requests.</param>
/// <param name="time">The clock.</param>
/// <param name="interrupted">Once it is cancelled nothing is repeated any more.</param>
public sealed class PatientHandler(HttpMessageHandler network, TimeProvider time, CancellationToken interrupted) : DelegatingHandler(network)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method == HttpMethod.Post)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        var start = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            var isLast = interrupted.IsCancellationRequested || time.GetElapsedTime(start) > Patience;
            if (await TryAsync(request, isLast, cancellationToken) is { } answer)
                return isFirst || request.Method != HttpMethod.Delete || answer.StatusCode != HttpStatusCode.NotFound ? answer : Done(answer);
            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    /// <summary>The answer; null when there was none that says how it ended, unless it is the last try.</summary>
    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (isLast || answer.StatusCode < HttpStatusCode.InternalServerError)
                return answer;
            answer.Dispose();
        }
        catch (HttpRequestException) when (!isLast)
        {
            // Its server is away.
        }
        return null;
    }

    private static HttpResponseMessage Done(HttpResponseMessage notFound)
    {
        notFound.Dispose();
        return new(HttpStatusCode.NoContent) { RequestMessage = notFound.RequestMessage };
    }
}
