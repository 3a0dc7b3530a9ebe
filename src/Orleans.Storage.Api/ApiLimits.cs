namespace OrleansStorage.Api;

/// <summary>What one client, one project and all clients together may take of a silo (<c>Storage:Api:Limits</c>), so that none of them can hold it.</summary>
public sealed class ApiLimits
{
    /// <summary>The longest body in bytes; a longer one is answered with 413. Default 114688, as oslo's sizelimit has it.</summary>
    public int MaxBodyBytes { get; set; } = 114_688;

    /// <summary>The most bytes of a request's headers together; more are answered with 431. Default 32768.</summary>
    public int MaxHeaderBytes { get; set; } = 32_768;

    /// <summary>How long a client may take to send its headers, in milliseconds; then its connection is closed. Default 10000.</summary>
    public int HeaderTimeoutMs { get; set; } = 10_000;

    /// <summary>How long a connection without a request stays open, in milliseconds. Default 130000.</summary>
    public int IdleTimeoutMs { get; set; } = 130_000;

    /// <summary>The least bytes a second, after 5 s, at which a client sends its body and takes its answer; a slower one loses its connection. Default 240.</summary>
    public int MinBytesPerSecond { get; set; } = 240;

    /// <summary>The most connections at once; one more is closed at once. Default 10000.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How long a GET may take, in milliseconds; then its query is cancelled and it is answered with 503. What changes something is never cut off. Default 30000.</summary>
    public int ReadTimeoutMs { get; set; } = 30_000;

    /// <summary>How many requests a second, on this silo, one project may send; one more is answered with 429 and <c>Retry-After</c>. Default 0, for no limit.</summary>
    public int RequestsPerSecond { get; set; }
}
