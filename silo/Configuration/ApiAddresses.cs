using System.Net;
using OrleansStorage.Drivers;

namespace OrleansStorage.Silo.Configuration;

/// <summary>Where the API is told to listen.</summary>
internal static class ApiAddresses
{
    private const string AllowRemote = "Storage:Identity:NoAuth:AllowRemote";

    /// <summary>The addresses, each with the setting that says it and with where it is to be bound; null when no port is meant, as of a pipe.</summary>
    /// <exception cref="DriverConfigurationException">One cannot be read.</exception>
    public static IEnumerable<(string Setting, string Address, IPEndPoint? EndPoint)> EndPoints(IConfiguration configuration) =>
        Of(configuration).Select(a => (a.Setting, a.Address, EndPointOf(a.Setting, a.Address)));

    /// <summary>Refuses an address that other machines may reach while whoever reaches it is trusted.</summary>
    /// <exception cref="DriverConfigurationException">There is one, and nobody said that it may be.</exception>
    public static void ThrowIfTrustedFromAfar(StorageOptions options, IConfiguration configuration)
    {
        if (options.Identity.IsKeystone || options.Identity.NoAuth.AllowRemote) return;
        var remote = EndPoints(configuration).Where(a => a.EndPoint is { } at && !IPAddress.IsLoopback(at.Address)).Select(a => a.Address).ToList();
        if (remote.Count > 0)
            throw new DriverConfigurationException($"Storage:Identity:Strategy is NoAuth, which trusts all callers, and the API would listen on {string.Join(", ", remote)}: listen on loopback, set Storage:Identity:Strategy to Keystone, or {AllowRemote} to true");
    }

    /// <summary>Whether Kestrel's own section says where it listens; then the addresses of the host say nothing.</summary>
    public static bool AreKestrels(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(e => e["Url"] is not null);

    /// <summary>As Kestrel takes them: its own section before the addresses of the host.</summary>
    private static IEnumerable<(string Setting, string Address)> Of(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e.GetSection("Url")).Where(url => url.Value is not null).Select(url => (url.Path, url.Value!)).ToList();
        return endpoints.Count > 0 ? endpoints : (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => ("ASPNETCORE_URLS", a));
    }

    /// <summary>Where an address is to be bound; null when no port is meant.</summary>
    /// <exception cref="DriverConfigurationException">It cannot be read.</exception>
    public static IPEndPoint? EndPointOf(string setting, string address)
    {
        var parsed = Parse(setting, address);
        if (parsed.IsUnixPipe || parsed.IsNamedPipe) return null;
        if (parsed.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort) throw new DriverConfigurationException($"{setting}: {address} has no port from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}");
        var host = parsed.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(parsed.Host, out var ip) ? ip : IPAddress.Any;
        return new(host, parsed.Port);
    }

    private static BindingAddress Parse(string setting, string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException e)
        {
            throw new DriverConfigurationException($"{setting}: {e.Message}");
        }
    }
}
