using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansStorage.Testing;

namespace OrleansStorage.Cluster.Tests;

/// <summary>Debian's HAProxy and nginx in front of two silos, configured as their manuals have it.</summary>
[Collection(ClusterFixture.Name)]
public sealed class ProxyTests(ClusterFixture fixture)
{
    private static readonly string[] Backends = ["plain", "healthcheck", "ready"];
    private readonly int[] _ports = FreePort.Next(4);
    private readonly HttpClient _http = new();

    [Fact]
    public async Task HAProxy_WithItsPlainCheckAndOthers_TakesBothSilosForUpAndServesThroughThem()
    {
        await fixture.WaitUntilReadyAsync();
        await using var proxy = await ProxyServer.StartHAProxyAsync(_ports[0], $"""
            {Listen("plain", _ports[0], "option httpchk")}
            {Listen("healthcheck", _ports[1], "option httpchk", "http-check send meth HEAD uri /healthcheck", "http-check expect status 204")}
            {Listen("ready", _ports[2], "option httpchk", "http-check send meth GET uri /healthz/ready ver HTTP/1.1 hdr Host storage", "http-check expect string Healthy")}
            listen stats
                bind 127.0.0.1:{_ports[3]}
                stats enable
                stats uri /stats
            """);

        await Eventually.Is("HAProxy takes both silos for up by each check", async () => (await ChecksAsync()).SequenceEqual(Backends.SelectMany(b => new[] { $"{b} a L7OK", $"{b} b L7OK" }).Order(StringComparer.Ordinal)));

        using var api = new ApiClient(new($"http://127.0.0.1:{_ports[0]}"));
        var volume = await api.CreateVolumeAsync();
        var shown = (await api.GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.OK).GetProperty("volume");
        Assert.Equal($"https://127.0.0.1:{_ports[0]}/v3/{api.Project}/volumes/{volume}", shown.GetProperty("links")[0].GetProperty("href").GetString());
        await AssertNothingForOperatorsAsync(_ports[0], "");
        (await api.DeleteAsync($"volumes/{volume}")).Expect(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("/", "X-Forwarded-Proto https", "X-Forwarded-Prefix /volume")]
    [InlineData("", "X-Forwarded-Proto https", "X-Forwarded-Prefix /volume")]
    public async Task Nginx_WithAPathInFront_ServesUnderIt(string cutOff, params string[] headers)
    {
        await fixture.WaitUntilReadyAsync();
        var set = string.Concat(headers.Append("X-Forwarded-For $proxy_add_x_forwarded_for").Append("Host $http_host").Select(header => $"proxy_set_header {header};"));
        await using var proxy = await ProxyServer.StartNginxAsync(_ports[0], $$"""
            upstream silos { server {{fixture.Cluster.Urls[0].Authority}}; server {{fixture.Cluster.Urls[1].Authority}}; }
            server {
                listen 127.0.0.1:{{_ports[0]}};
                location /volume/ { proxy_pass http://silos{{cutOff}}; {{set}} }
                location / { proxy_pass http://silos; {{set}} }
            }
            """);

        var versions = await _http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{_ports[0]}/volume/v3/"));
        Assert.Equal($"https://127.0.0.1:{_ports[0]}/volume/v3/", versions.GetProperty("versions")[0].GetProperty("links")[1].GetProperty("href").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri($"http://127.0.0.1:{_ports[0]}/volume/v3/volumes"))).StatusCode);
        await AssertNothingForOperatorsAsync(_ports[0], "");
        await AssertNothingForOperatorsAsync(_ports[0], "/volume");
    }

    private string Listen(string name, int port, params string[] checks) => $"""
        listen {name}
            bind 127.0.0.1:{port}
            {string.Join("\n    ", checks)}
            option forwardfor
            http-request set-header X-Forwarded-Proto https
            default-server check inter 200ms
            server a {fixture.Cluster.Urls[0].Authority}
            server b {fixture.Cluster.Urls[1].Authority}
        """;

    /// <summary>What HAProxy's own table says of each server's last check.</summary>
    private async Task<IReadOnlyList<string>> ChecksAsync()
    {
        var rows = (await _http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports[3]}/stats;csv"))).Split('\n').Select(row => row.TrimStart('#', ' ').Split(',')).Where(row => row.Length > 1).ToList();
        var status = Array.IndexOf(rows[0], "check_status");
        return [.. rows.Where(row => row[1] is "a" or "b").Select(row => $"{row[0]} {row[1]} {row[status]}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Whatever name it is asked by, the operators' own included.</summary>
    private async Task AssertNothingForOperatorsAsync(int port, string prefix)
    {
        foreach (var path in (string[])["/dashboard", "/dashboard/", "/dashboard/DashboardCounters", "/dashboard/index.html", "/metrics"])
        {
            foreach (var host in (string?[])[null, "storage.example.org", "localhost:9776"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{prefix}{path}")) { Headers = { Host = host } };
                Assert.Equal((prefix + path, HttpStatusCode.NotFound), (prefix + path, (await _http.SendAsync(request)).StatusCode));
            }
        }
    }
}
