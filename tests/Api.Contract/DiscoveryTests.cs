using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansStorage.Api.Tests.Hosting;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §6: the versions documents, as load balancers ask for them, and their links behind proxies.</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = await StubApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("/", 300)]
    [InlineData("/v3/", 200)]
    [InlineData("/v3", 302)]
    public async Task Discovery_ByAnyMethod_IsTheSame(string path, int status)
    {
        foreach (var method in new[] { "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH" })
        {
            var answer = await _api.SendAsync(method, path, token: null);
            Assert.Equal((method, status), (method, answer.Status));
            Assert.Equal(method == "HEAD" || status == 302, answer.Text.Length == 0);
        }
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("GET")]
    public async Task Discovery_ByHttp10WithoutAHost_LinksToTheAddressThatWasAsked(string method)
    {
        var answer = await SendAsync($"{method} / HTTP/1.0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 300 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\"{_api.Url}/v3/\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "storage.example.org", "http://{0}/v3/", "http://storage.example.org/v3/")]
    [InlineData("X-Forwarded-Proto", "https", "http://{0}/v3/", "https://{0}/v3/")]
    [InlineData("X-Forwarded-Prefix", "/volume", "http://{0}/v3/", "http://{0}/volume/v3/")]
    [InlineData("Forwarded", "for=192.0.2.1;proto=https;host=\"storage.example.org:8443\"", "http://{0}/v3/", "https://storage.example.org:8443/v3/")]
    [InlineData("Forwarded", "host=evil.example.org, For=\"[2001:db8::1]:4711\"; Proto=HTTPS", "http://{0}/v3/", "https://{0}/v3/")]
    [InlineData("Forwarded", "host=\"a b\";proto=gopher", "http://{0}/v3/", "http://{0}/v3/")]
    public async Task Links_BehindAProxy_AreWhatItSaysIfItIsTrusted(string header, string value, string untrusted, string trusted)
    {
        await using var trusting = await StubApi.StartAsync(o => o.TrustedProxies.Add("127.0.0.0/8"));
        await using var doubting = await StubApi.StartAsync(o => o.TrustedProxies.Add("192.0.2.0/24"));

        foreach (var (api, link) in new[] { (_api, untrusted), (doubting, untrusted), (trusting, trusted) })
        {
            var answer = await api.SendAsync("GET", "/v3/", token: null, headers: (header, value));
            Assert.Equal(string.Format(null, link, new Uri(api.Url).Authority), SelfOf(answer));
        }
    }

    [Fact]
    public async Task Forwarded_BesideTheOlderHeaders_IsItsClientsWord()
    {
        await using var api = await StubApi.StartAsync(o => o.TrustedProxies.Add("127.0.0.1"));

        var answer = await api.SendAsync("GET", "/v3/", token: null, headers: [("Forwarded", "host=evil.example.org"), ("X-Forwarded-Host", "storage.example.org")]);

        Assert.Equal("http://storage.example.org/v3/", SelfOf(answer));
    }

    [Fact]
    public async Task PublicEndpoint_WithAPath_IsInLinksAndAnsweredUnder()
    {
        await using var api = await StubApi.StartAsync(o => o.PublicEndpoint = "https://cloud.example.org/volume");

        foreach (var path in new[] { "/volume/v3/", "/v3/" })
            Assert.Equal("https://cloud.example.org/volume/v3/", SelfOf(await api.SendAsync("GET", path, token: null)));
        Assert.Equal(300, (await api.SendAsync("GET", "/volume", token: null)).Status);
        Assert.Equal("https://cloud.example.org/volume/v3/", (await api.SendAsync("GET", "/volume/v3", token: null)).Header("Location"));
        Assert.Equal(404, (await api.SendAsync("GET", "/volumes/v3/", token: null)).Status);
        Assert.Equal(200, (await api.SendAsync("GET", "/volume/openapi/v3.json", token: null)).Status);
    }

    [Fact]
    public async Task Path_WithTheProxysPrefixStillInIt_IsAnswered()
    {
        await using var api = await StubApi.StartAsync(o => o.TrustedProxies.Add("127.0.0.1"));

        Assert.EndsWith("/volume/v3/", SelfOf(await api.SendAsync("GET", "/volume/v3/", token: null, headers: ("X-Forwarded-Prefix", "/volume"))), StringComparison.Ordinal);
    }

    private static string SelfOf(StubAnswer answer) => answer.Json.GetProperty("versions")[0].GetProperty("links")[1].GetProperty("href").GetString()!;

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(new Uri(_api.Url).Authority));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
