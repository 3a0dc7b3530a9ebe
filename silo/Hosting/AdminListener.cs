using System.Collections.Frozen;
using System.Net;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>
/// Keeps the dashboard and the metrics to the listener of <c>Storage:Admin:Urls</c>, and everything else but health away from it. What
/// decides is the port that took the connection: no header, and no proxy, has a
/// say in it. Safe from any thread.
/// </summary>
internal sealed class AdminListener(AdminSection admin)
{
    private const string Setting = "Storage:Admin:Urls";
    private readonly FrozenSet<int> _ports = EndPoints(admin).Select(a => a.EndPoint!.Port).ToFrozenSet();
    private readonly FrozenSet<string> _hosts = admin.Hosts.Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What an endpoint carries that is served there alone.</summary>
    public static object Alone { get; } = new Mark(OnApi: false);

    /// <summary>What an endpoint carries that is served there too.</summary>
    public static object Too { get; } = new Mark(OnApi: true);

    /// <summary>The addresses, each with where it is to be bound.</summary>
    /// <exception cref="Drivers.DriverConfigurationException">One cannot be read.</exception>
    public static IEnumerable<(string Setting, string Address, IPEndPoint? EndPoint)> EndPoints(AdminSection admin) =>
        admin.Addresses.Select(a => (Setting, a, ApiAddresses.EndPointOf(Setting, a)));

    /// <summary>Lets the server listen there too.</summary>
    public static void Open(WebApplicationBuilder builder, AdminSection admin)
    {
        // Kestrel takes addresses from its own section or from the host's, never from both.
        if (ApiAddresses.AreKestrels(builder.Configuration))
            builder.WebHost.ConfigureKestrel(kestrel => EndPoints(admin).ToList().ForEach(a => kestrel.Listen(a.EndPoint!)));
        else
            builder.WebHost.UseUrls([.. builder.Configuration[WebHostDefaults.ServerUrlsKey]!.Split(';', StringSplitOptions.RemoveEmptyEntries), .. admin.Addresses]);
    }

    /// <summary>Whether the connection of a request came in there.</summary>
    public bool Took(HttpContext http) => _ports.Contains(http.Connection.LocalPort);

    /// <summary>One request, once it is routed.</summary>
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var mark = http.GetEndpoint()?.Metadata.GetMetadata<Mark>();
        if (!Took(http)) return mark is null or { OnApi: true } ? next(http) : RefuseAsync(http, StatusCodes.Status404NotFound, "");
        if (!IsKnown(http.Request.Host.Host))
            return RefuseAsync(http, StatusCodes.Status421MisdirectedRequest,
                "This listener is asked for by its address, by localhost, or by a name of Storage:Admin:Hosts.\n");
        return mark is null ? RefuseAsync(http, StatusCodes.Status404NotFound, "") : next(http);
    }

    private bool IsKnown(string host) => _hosts.Contains(host) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static Task RefuseAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=UTF-8";
        return http.Response.WriteAsync(text);
    }

    private sealed record Mark(bool OnApi);
}
