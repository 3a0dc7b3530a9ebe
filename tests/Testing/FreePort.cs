using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Testing;

/// <summary>Ports of the loopback that nobody listens on at the moment of asking.</summary>
public static class FreePort
{
    /// <summary>One such port. Two calls in a row may answer the same: ask for all that are needed at once.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>So many different ports.</summary>
    public static int[] Next(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. listeners.Select(l => { l.Start(); return ((IPEndPoint)l.LocalEndpoint).Port; })];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
