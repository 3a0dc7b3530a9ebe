using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Testing;

/// <summary>
/// Ports of the loopback that nobody listens on at the moment of asking. They lie below the range that the kernel gives to outgoing connections (ip(7), <c>ip_local_port_range</c>):
/// a port of that range can be taken by any connection before the server that was to have it starts.
/// </summary>
public static class FreePort
{
    private const int First = 10_000, End = 32_768;

    /// <summary>One such port. Two calls in a row may answer the same: ask for all that are needed at once.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>So many different ports.</summary>
    public static int[] Next(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port)) ports.Add(port);
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
