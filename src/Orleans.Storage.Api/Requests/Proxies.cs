using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace OrleansStorage.Api.Requests;

/// <summary>
/// What proxies in front of the API do to a request: they name its client, scheme and host in headers, and may put a path before it.
/// </summary>
internal static class Proxies
{
    private static readonly string[] XForwarded = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"];

    /// <summary>Undoes it, before anything else looks at the request; headers are believed of trusted proxies alone.</summary>
    public static void UseProxies(this WebApplication app, CinderApiOptions options)
    {
        if (options.TrustedProxies.Count > 0)
        {
            var proxies = ProxyList.Parse(options.TrustedProxies) ?? throw new FormatException("A trusted proxy is neither an address nor a network.");
            app.Use((http, next) =>
            {
                // A proxy that writes the older ones may let its client's own header pass.
                if (!XForwarded.Any(http.Request.Headers.ContainsKey))
                {
                    ForwardedHeader.Apply(http, proxies);
                }

                return next(http);
            });
            app.UseForwardedHeaders(XForwardedFrom(proxies));
        }

        var prefix = options.PublicEndpoint is { Length: > 0 } endpoint ? new PathString(new Uri(endpoint).AbsolutePath.TrimEnd('/')) : default;
        app.Use((http, next) =>
        {
            CutOff(http.Request, http.Request.PathBase);
            CutOff(http.Request, prefix);
            return next(http);
        });
    }

    private static ForwardedHeadersOptions XForwardedFrom(ProxyList proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static void CutOff(HttpRequest request, PathString prefix)
    {
        if (prefix.HasValue && request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
        {
            (request.PathBase, request.Path) = (prefix, rest.HasValue ? rest : "/");
        }
    }
}
