using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace OrleansStorage.Api.Requests;

/// <summary>
/// <c>Forwarded</c> (RFC 7239): <c>for=192.0.2.1;proto=https;host=storage.example.org</c>, an element for each proxy, the nearest last.
/// Each is believed while the one that sent it is trusted.
/// </summary>
internal static partial class ForwardedHeader
{
    /// <summary>Gives a request the scheme, the host and the client that trusted proxies name.</summary>
    public static void Apply(HttpContext http, ProxyList proxies)
    {
        var from = http.Connection.RemoteIpAddress;
        foreach (var element in Parse(http.Request.Headers["Forwarded"].ToString()).AsEnumerable().Reverse())
        {
            if (!proxies.Contains(from))
            {
                break;
            }

            if (element.TryGetValue("proto", out var scheme) && scheme.ToLowerInvariant() is "http" or "https")
            {
                http.Request.Scheme = scheme!.ToLowerInvariant();
            }

            if (element.TryGetValue("host", out var host) && Host().IsMatch(host))
            {
                http.Request.Host = new(host);
            }

            // A proxy may hide for whom it asks.
            if (!element.TryGetValue("for", out var client) || !IPEndPoint.TryParse(client, out var end))
            {
                break;
            }

            from = end.Address;
        }

        http.Connection.RemoteIpAddress = from;
    }

    /// <summary>The elements of the header in their order, by lower-case names; what is not of its form is left out.</summary>
    private static List<Dictionary<string, string>> Parse(string header)
    {
        List<Dictionary<string, string>> elements = [[]];
        foreach (Match pair in Pair().Matches(header))
        {
            if (pair.Groups["comma"].Success)
            {
                elements.Add([]);
            }
            else
            {
                elements[^1][pair.Groups["name"].Value.ToLowerInvariant()] = Escape().Replace(pair.Groups["value"].Value, "$1");
            }
        }

        return elements;
    }

    [GeneratedRegex("""(?<comma>,)|(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"(?<value>(?:[^"\\]|\\.)*)"|(?<value>[^\s;,"]*))""")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]+)(:[0-9]{1,5})?$")]
    private static partial Regex Host();
}
