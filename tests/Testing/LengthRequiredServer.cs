using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OrleansStorage.Testing;

/// <summary>An HTTP server on the loopback that answers 411 to what has a body and does not say how long it is, as uWSGI and others refuse chunks, and a prepared text to all else.</summary>
public sealed class LengthRequiredServer : IDisposable
{
    private readonly HttpListener _listener = new();

    /// <summary>Starts it.</summary>
    /// <param name="answer">The JSON that it answers.</param>
    /// <param name="headers">Headers of each answer.</param>
    public LengthRequiredServer(string answer, params (string Name, string Value)[] headers)
    {
        Url = new($"http://127.0.0.1:{FreePort.Next()}/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync(Encoding.UTF8.GetBytes(answer), headers);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>What came, as <c>METHOD /path LENGTH</c>; the length is -1 for chunks.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task ServeAsync(byte[] answer, (string Name, string Value)[] headers)
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                Requests.Enqueue($"{call.Request.HttpMethod} {call.Request.Url!.AbsolutePath} {call.Request.ContentLength64}");
                call.Response.StatusCode = (int)(call.Request.ContentLength64 < 0 ? HttpStatusCode.LengthRequired : HttpStatusCode.Created);
                call.Response.ContentType = "application/json";
                foreach (var (name, value) in headers) call.Response.Headers[name] = value;
                await call.Response.OutputStream.WriteAsync(answer);
                call.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
