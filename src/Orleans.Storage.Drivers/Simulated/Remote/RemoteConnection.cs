using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>One connection between a silo and an array: a line of JSON each way a call. Used by one caller at a time.</summary>
internal sealed class RemoteConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly StreamReader _lines = new(new NetworkStream(socket, ownsSocket: false));

    /// <summary>Whether the other end has closed it, or has sent what nobody asked for.</summary>
    public bool IsOver => socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<RemoteConnection> OpenAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one line.</summary>
    public async Task WriteAsync<T>(T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await _stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'], cancellationToken);

    /// <summary>Waits for one line; null when the other end has closed the connection.</summary>
    /// <exception cref="JsonException">It is no such thing.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await _lines.ReadLineAsync(cancellationToken) is { } line ? JsonSerializer.Deserialize(line, type) : null;

    /// <summary>Closes it; whoever waits on it is told.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        _stream.Dispose();
    }
}
