using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Testing;

/// <summary>
/// One address on loopback that leads to whichever server a test says: new connections go where it leads now, and those that stand stay
/// where they are, as behind a virtual address. Safe from any thread.
/// </summary>
public sealed class TcpForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private volatile int _target;

    /// <summary>Leads to a port of loopback.</summary>
    public TcpForwarder(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address's port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Leads elsewhere from now on.</summary>
    public void LeadTo(int target) => _target = target;

    /// <summary>Ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true) carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient from)
    {
        using (from)
        using (var to = new TcpClient())
        {
            try
            {
                await to.ConnectAsync(IPAddress.Loopback, _target, _ending.Token);
                await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream(), _ending.Token), to.GetStream().CopyToAsync(from.GetStream(), _ending.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // One side ended, or the test did.
            }
        }
    }
}
