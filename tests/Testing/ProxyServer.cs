using System.Net;
using System.Net.Sockets;

namespace OrleansStorage.Testing;

/// <summary>A real HAProxy or nginx with a configuration of the test's, as a plain process of this user; ended by its id. Needs the Debian packages of <c>tests/install</c>.</summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory;
    private readonly RunningProcess _process;

    private ProxyServer(TemporaryDirectory directory, RunningProcess process) => (_directory, _process) = (directory, process);

    /// <summary>What it wrote.</summary>
    public string Output => _process.Output;

    /// <summary>Starts HAProxy; ends when <paramref name="port"/> takes connections.</summary>
    /// <param name="port">A port that the configuration binds on the loopback.</param>
    /// <param name="sections">Its sections but <c>global</c> and <c>defaults</c>, which set HTTP, its time-outs and a log on standard output.</param>
    public static Task<ProxyServer> StartHAProxyAsync(int port, string sections) => StartAsync(port, "haproxy", directory => ["-db", "-f", directory["proxy.conf"]], _ => $"""
        global
            log stdout format raw local0
        defaults
            mode http
            log global
            option httplog
            timeout connect 10s
            timeout client 60s
            timeout server 60s
        {sections}

        """);

    /// <summary>Starts nginx; ends when <paramref name="port"/> takes connections.</summary>
    /// <param name="port">A port that the configuration binds on the loopback.</param>
    /// <param name="http">What stands in its section <c>http</c>.</param>
    public static Task<ProxyServer> StartNginxAsync(int port, string http) =>
        StartAsync(port, "nginx", directory => ["-p", directory.FullPath, "-c", directory["proxy.conf"], "-e", "stderr"], directory => $$"""
            daemon off;
            master_process off;
            pid {{directory["nginx.pid"]}};
            events {}
            http {
                access_log off;
                client_body_temp_path {{directory["body"]}};
                proxy_temp_path {{directory["proxy"]}};
                fastcgi_temp_path {{directory["fastcgi"]}};
                uwsgi_temp_path {{directory["uwsgi"]}};
                scgi_temp_path {{directory["scgi"]}};
                {{http}}
            }

            """);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<ProxyServer> StartAsync(int port, string program, Func<TemporaryDirectory, string[]> arguments, Func<TemporaryDirectory, string> configuration)
    {
        var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["proxy.conf"], configuration(directory));
        var proxy = new ProxyServer(directory, RunningProcess.Start("/usr/sbin/" + program, arguments(directory)));
        try
        {
            await Eventually.Is($"{program} takes connections on port {port}", () => proxy._process.HasExited
                ? throw new InvalidOperationException($"{program} ended: {proxy.Output}") : AnswersAsync(port), StartTimeout);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
