using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansStorage.Benchmarks;

/// <summary>One keep-alive HTTP/1.1 connection that costs next to nothing, so that on two cores the server is measured and not the client. One request at a time.</summary>
internal sealed class RawHttp(string token) : IDisposable
{
    /// <summary>The token of the admin of project <c>admin</c>, where nobody checks it.</summary>
    public const string NoAuthToken = "admin:admin";

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[1 << 16];
    private int _length;

    /// <summary>Connects to a port of loopback.</summary>
    public static async Task<RawHttp> ConnectAsync(int port, string token = NoAuthToken)
    {
        var http = new RawHttp(token);
        await http._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return http;
    }

    /// <summary>Sends a request and returns status and body; the body is valid until the next call.</summary>
    public async Task<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(string method, string path, string? json = null)
    {
        var head = $"{method} /v3/{path} HTTP/1.1\r\nHost: b\r\nX-Auth-Token: {token}\r\nOpenStack-API-Version: volume 3.71\r\n";
        head += json is null ? "\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
        await _socket.SendAsync(Encoding.UTF8.GetBytes(head));
        _length = 0;
        while (true)
        {
            if (TryParse() is { } answer) return answer;
            if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
            if (read == 0) throw new IOException("The server closed the connection.");
            _length += read;
        }
    }

    public void Dispose() => _socket.Dispose();

    private (int Status, ReadOnlyMemory<byte> Body)? TryParse()
    {
        var all = _buffer.AsSpan(0, _length);
        var end = all.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var head = Encoding.ASCII.GetString(all[..end]);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var body = end + 4;
        if (head.Contains("chunked", StringComparison.OrdinalIgnoreCase)) return all[body..].EndsWith("0\r\n\r\n"u8) ? (status, Unchunk(body)) : null;
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        var length = at < 0 ? 0 : int.Parse(head.AsSpan(at + 16).ToString().Split('\r')[0], CultureInfo.InvariantCulture);
        return _length - body >= length ? (status, _buffer.AsMemory(body, length)) : null;
    }

    /// <summary>Most answers are one chunk; those are not copied.</summary>
    private ReadOnlyMemory<byte> Unchunk(int start)
    {
        var lineEnd = start + _buffer.AsSpan(start).IndexOf("\r\n"u8);
        var size = int.Parse(Encoding.ASCII.GetString(_buffer, start, lineEnd - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return _buffer.AsMemory(lineEnd + 2, size);
    }
}
