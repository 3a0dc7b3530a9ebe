using System.Net;
using System.Net.Sockets;
using OrleansStorage.Drivers;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>Looks, before a silo joins anything, whether it can have the ports that it is told to listen on: what listens on them later says so in the middle of a start, and not which setting is meant.</summary>
internal static class TakenPorts
{
    /// <summary>Binds each for a moment.</summary>
    /// <exception cref="DriverConfigurationException">Some cannot be had; a line for each.</exception>
    public static void ThrowIfAny(StorageOptions options, IConfiguration configuration)
    {
        var address = options.Clustering.IsCluster ? IPAddress.Parse(options.Clustering.AdvertisedAddress) : IPAddress.Loopback;
        List<(string Setting, IPEndPoint EndPoint)> wanted = [("Storage:Silo:SiloPort", new(address, options.Silo.SiloPort))];
        if (options.HasGateway) wanted.Add(("Storage:Silo:GatewayPort", new(address, options.Silo.GatewayPort)));
        var api = ApiAddresses.EndPoints(configuration).Where(a => a.EndPoint is not null).Select(a => (a.Setting, EndPoint: a.EndPoint!)).ToList();
        var admin = AdminListener.EndPoints(options.Admin).Select(a => (a.Setting, EndPoint: a.EndPoint!)).ToList();
        wanted.AddRange(api);
        wanted.AddRange(admin);
        var mistakes = wanted.Select(w => MistakeOf(w.Setting, w.EndPoint)).OfType<string>()
            .Concat(admin.Where(a => api.Any(b => b.EndPoint.Port == a.EndPoint.Port)).Select(a => $"{a.Setting}: port {a.EndPoint.Port} is the API's; operators need one of their own")).ToList();
        if (mistakes.Count > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
    }

    private static string? MistakeOf(string setting, IPEndPoint endPoint)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endPoint);
            return null;
        }
        catch (SocketException e)
        {
            return $"{setting}: cannot listen on {endPoint}: {e.Message}";
        }
    }
}
