using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Testing;

/// <summary>Free TCP ports on loopback.</summary>
public static class Ports
{
    /// <summary>So many different ports that were free a moment ago.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Stop());
        return ports;
    }
}
