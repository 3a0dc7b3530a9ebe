using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>Ports of the loopback on which nobody listens, below those that outgoing connections get (ip(7), <c>ip_local_port_range</c>): one stays free while its server is down.</summary>
internal static class LoopbackPorts
{
    private const int First = 10_000, End = 32_768;

    /// <summary>So many different ones.</summary>
    public static int[] Free(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port))
                ports.Add(port);
        }
        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
