namespace OrleansStorage.Cli.Rest;

/// <summary>
/// Reaches one API at several addresses: the first that takes a connection is asked, from then on too. Only a request that could not be
/// sent goes to the next: what was sent may have been served. Safe from any thread.
/// </summary>
internal sealed class EndpointsHandler : DelegatingHandler
{
    private readonly string[] _roots;
    private volatile int _last;

    private EndpointsHandler(IEnumerable<Uri> endpoints, HttpMessageHandler inner)
        : base(inner) => _roots = [.. endpoints.Select(RootOf)];

    /// <summary>What carries requests that are made out to the first of <paramref name="endpoints"/>; others pass as they are.</summary>
    public static HttpMessageHandler Over(IReadOnlyList<Uri> endpoints, HttpMessageHandler inner) =>
        endpoints.Count == 1 ? inner : new EndpointsHandler(endpoints, inner);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        if (!address.StartsWith(_roots[0], StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
        var (first, path) = (_last, address[_roots[0].Length..]);
        for (var tried = 0; ; tried++)
        {
            var now = (first + tried) % _roots.Length;
            request.RequestUri = new(_roots[now] + path);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                _last = now;
                return response;
            }
            catch (HttpRequestException e) when (IsUnsent(e))
            {
                if (tried + 1 == _roots.Length) throw NoneOf(e);
            }
        }
    }

    private static bool IsUnsent(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private HttpRequestException NoneOf(HttpRequestException last) =>
        new(last.HttpRequestError, $"none of {string.Join(", ", _roots)} takes a connection; the last one: {last.GetBaseException().Message}");

    /// <summary>What is before the API's version.</summary>
    private static string RootOf(Uri endpoint)
    {
        var text = endpoint.AbsoluteUri.TrimEnd('/');
        var version = text.IndexOf("/v3", StringComparison.Ordinal);
        return version < 0 ? text : text[..version];
    }
}
