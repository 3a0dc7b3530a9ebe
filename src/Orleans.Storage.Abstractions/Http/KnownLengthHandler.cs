namespace OrleansStorage.Http;

/// <summary>
/// Gives every request a length. .NET sends JSON content in chunks and without one, and servers such as uWSGI, behind which Keystone
/// runs, take such a body for empty. Every HTTP client of the product sends
/// through one. Keeps a body in memory until it is sent. Safe from any thread.
/// </summary>
public sealed class KnownLengthHandler : DelegatingHandler
{
    /// <summary>For a client factory, which gives it its inner handler.</summary>
    public KnownLengthHandler()
    {
    }

    /// <summary>In front of another handler, which goes with it.</summary>
    public KnownLengthHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
