using System.Net.Sockets;
using System.Text;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>What one client may take of a silo: none can hold it.</summary>
public sealed class LimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Body_OverAConfiguredLimit_Is413()
    {
        await using var api = await Samples.StartAsync(o => o.Limits.MaxBodyBytes = 2_000);
        Assert.Equal(413, (await api.SendAsync("POST", "/v3/volumes", new string(' ', 2_001))).Status);
        Assert.Equal(400, (await api.SendAsync("POST", "/v3/volumes", new string(' ', 2_000))).Status);
    }

    [Fact]
    public async Task Headers_OverTheLimit_Are431()
    {
        await using var api = await StartAsync(o => o.Limits.MaxHeaderBytes = 8_192);
        Assert.Equal(431, (await api.SendAsync("GET", "/v3/volumes", headers: ("X-Long", new string('a', 9_000)))).Status);
        Assert.Equal(200, (await api.SendAsync("GET", "/v3/volumes", headers: ("X-Long", new string('a', 7_000)))).Status);
    }

    [Fact]
    public async Task Requests_OverAProjectsRate_Are429_AndOthersAreServed()
    {
        await using var api = await StartAsync(o => o.Limits.RequestsPerSecond = 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SendAsync("GET", "/v3/volumes", token: "joe:a")));

        var refused = answers.First(a => a.Status != 200);
        refused.ExpectFault(429, "overLimit", "This project sends too many requests.");
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal(200, (await api.SendAsync("GET", "/v3/volumes", token: "joe:b")).Status);
    }

    [Fact]
    public async Task Read_ThatTakesTooLong_CancelsItsQueryAndIs503()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var api = await StartAsync(o => o.Limits.ReadTimeoutMs = 100);
        api.On("ICatalog.ListVolumesAsync", arguments => NeverAsync((CancellationToken)arguments[1]!));

        var answer = await api.SendAsync("GET", "/v3/volumes");

        answer.ExpectFault(503, "serviceUnavailable", "The request took longer than a read may. Ask for less, or repeat it.");
        Assert.Equal("1", answer.Header("Retry-After"));
        await cancelled.Task.WaitAsync(Patience);

        async Task<IReadOnlyList<VolumeDescription>> NeverAsync(CancellationToken stop)
        {
            await using var end = stop.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, stop);
            return [];
        }
    }

    [Fact]
    public async Task Read_WhoseQueryHeedsNoToken_IsCutOffAllTheSame()
    {
        var rows = new TaskCompletionSource<IReadOnlyList<VolumeDescription>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var api = await StartAsync(o => o.Limits.ReadTimeoutMs = 100);
        api.On("ICatalog.ListVolumesAsync", _ => rows.Task);

        var answer = await api.SendAsync("GET", "/v3/volumes");

        answer.ExpectFault(503, "serviceUnavailable", "The request took longer than a read may. Ask for less, or repeat it.");
        // What comes too late is written to nobody.
        rows.SetResult([]);
        Assert.Equal(200, (await api.SendAsync("GET", "/v3/volumes")).Status);
    }

    [Fact]
    public async Task Client_ThatDoesNotEndItsHeaders_LosesItsConnection()
    {
        await using var api = await StartAsync(o => o.Limits.HeaderTimeoutMs = 200);
        Assert.Contains(" 408 ", await SendAndReadAsync(api, "GET /v3/volumes HTTP/1.1\r\nHost: x\r\nX-Slow: "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatDoesNotSendItsBody_LosesItsConnection()
    {
        await using var api = await StartAsync(o => o.Limits.MinBytesPerSecond = 1_000_000);
        Assert.Contains(" 408 ", await SendAndReadAsync(api, "POST /v3/volumes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_OverTheLimit_IsClosed()
    {
        await using var api = await StartAsync(o => o.Limits.MaxConnections = 1);
        Assert.Equal(200, (await api.SendAsync("GET", "/v3/volumes")).Status);
        Assert.Empty(await SendAndReadAsync(api, "GET /v3/volumes HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    private static async Task<StubApi> StartAsync(Action<CinderApiOptions> configure) =>
        (await Samples.StartAsync(configure)).On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([]));

    /// <summary>Sends a text as it is and reads what comes until the other side closes.</summary>
    private static async Task<string> SendAndReadAsync(StubApi api, string text)
    {
        using var client = new TcpClient();
        var url = new Uri(api.Url);
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        var read = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            var buffer = new byte[4096];
            for (int n; (n = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience)) > 0;) read.Append(Encoding.ASCII.GetString(buffer, 0, n));
        }
        catch (IOException)
        {
            // Closed without a farewell.
        }

        return read.ToString();
    }
}
