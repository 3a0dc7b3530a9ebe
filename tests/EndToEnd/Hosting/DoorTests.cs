using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>SECURITY.md's doors: which are open, to whom.</summary>
public sealed class DoorTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();

    /// <summary>A Keystone that is not there.</summary>
    private readonly Dictionary<string, string> _keystone = new()
    {
        ["Storage:Identity:Strategy"] = "Keystone", ["Storage:Identity:Keystone:Url"] = $"http://127.0.0.1:{FreePort.Next()}", ["Storage:Identity:Keystone:Username"] = "storage", ["Storage:Identity:Keystone:Password"] = "do-not-show",
    };

    public void Dispose()
    {
        _http.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Api_HasNothingForOperators_AndTheirListenerNothingElse()
    {
        await using var silo = await StartAsync();

        foreach (var path in (string[])["dashboard", "dashboard/", "dashboard/DashboardCounters", "dashboard/index.html", "metrics"])
        {
            foreach (var host in (string[])["localhost", "127.0.0.1", "storage.example.org", silo.AdminUrl.Authority])
                Assert.Equal((path, HttpStatusCode.NotFound), (path, await StatusAsync(new Uri(silo.Url, path), host)));
        }
        foreach (var path in (string[])["", "v3/", "v3/volumes", "openapi/v3.json"]) Assert.Equal((path, HttpStatusCode.NotFound), (path, await StatusAsync(new Uri(silo.AdminUrl, path), "localhost")));
        foreach (var path in (string[])["dashboard", "metrics", "healthz/ready"]) Assert.Equal((path, HttpStatusCode.OK), (path, await StatusAsync(new Uri(silo.AdminUrl, path), "localhost")));
    }

    [Fact]
    public async Task Admin_AskedForByAForeignName_AnswersNothing()
    {
        await using var silo = await StartAsync(new() { ["Storage:Admin:Hosts:0"] = "silo1.example.org" });

        foreach (var host in (string[])["evil.example.org", "localhost.evil.example.org"])
        {
            foreach (var path in (string[])["dashboard", "metrics", "healthz/ready"]) Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(new Uri(silo.AdminUrl, path), host));
        }
        foreach (var host in (string[])["silo1.example.org:9776", "127.0.0.1", "[::1]", "LOCALHOST"]) Assert.Equal(HttpStatusCode.OK, await StatusAsync(new Uri(silo.AdminUrl, "metrics"), host));
    }

    [Fact]
    public async Task Api_OfKestrelsOwnSection_HasTheOperatorsListenerBeside()
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using var silo = await StartAsync(new() { ["Kestrel:Endpoints:Http:Url"] = $"http://127.0.0.1:{port}" });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new($"http://127.0.0.1:{port}/metrics"), "localhost"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new($"http://127.0.0.1:{port}/v3/"), "localhost"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new Uri(silo.AdminUrl, "metrics"), "localhost"));
    }

    [Fact]
    public async Task Start_WithKeystoneThatIsAway_OpensNoGatewayAndServesWithOneWarning()
    {
        await using var silo = await StartAsync(_keystone);

        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(silo.Settings.GatewayPort));
        Assert.Contains("SDK gateway     closed", silo.Output, StringComparison.Ordinal);
        await using var tool = RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), "attachment", "delete", Guid.NewGuid().ToString(), "--cluster", $"127.0.0.1:{silo.Settings.GatewayPort}"]);
        Assert.Equal(2, await tool.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("A silo with Keystone opens none", tool.Output, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new Uri(silo.Url, "healthz/ready"), "localhost"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new Uri(silo.Url, "v3/volumes"), "localhost"));
        await Eventually.Is("the warning that Keystone is away", () => Task.FromResult(silo.Output.Contains("Keystone gives this service no token", StringComparison.Ordinal)));
        Assert.Single(silo.Output.Split('\n'), line => line.Contains("Keystone gives", StringComparison.Ordinal));
        Assert.DoesNotContain("do-not-show", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAGatewayThatTheOperatorTrusts_OpensItAndSaysWhatThatMeans()
    {
        await using var silo = await StartAsync(new(_keystone) { ["Storage:Silo:GatewayClients"] = "TrustEveryoneWhoReachesThePort" });

        await ConnectAsync(silo.Settings.GatewayPort);
        Assert.Contains($"WARNING: Whoever reaches 127.0.0.1:{silo.Settings.GatewayPort} acts for every project, for Keystone is not asked there.", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnOperatorsListenerBeyondTheLoopback_SaysWhatThatMeans()
    {
        var url = $"http://0.0.0.0:{FreePort.Next()}";
        await using var silo = await StartAsync(new() { ["Storage:Admin:Urls"] = url });

        Assert.Contains($"WARNING: Whoever reaches {url} sees every project's volumes, for it asks nobody who he is.", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ThatASiloMakes_AreItsOwnersAlone()
    {
        var made = _directory["made"];
        await using var silo = await StartAsync(new()
        {
            ["Storage:DataDirectory"] = made, ["Storage:Backends:0:Name"] = "b", ["Storage:Backends:0:Driver"] = "Simulated",
        });
        using var api = new ApiClient(silo.Url);
        await api.CreateVolumeAsync();

        var entries = new DirectoryInfo(made).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(made)).ToList();
        Assert.Contains(entries, e => e.Name == "storage.db-wal");
        Assert.Contains(entries, e => e.Name == "secrets.key");
        Assert.Empty(entries.Where(e => (e.UnixFileMode & Others) != 0).Select(e => $"{e.FullName} {e.UnixFileMode}"));
    }

    [Theory]
    [InlineData("data", "Storage:DataDirectory: {0}/data is open to others than its owner: chmod 700 {0}/data")]
    [InlineData("data/storage.db", "Storage:Database: {0}/data/storage.db is open to others than its owner: chmod 600 {0}/data/storage.db")]
    [InlineData("data/secrets.key", "{0}/data/secrets.key is open to others than its owner: chmod 600 {0}/data/secrets.key")]
    [InlineData("pool", "Storage:Backends:b:Options: PoolDirectory cannot be used: {0}/pool is open to others than its owner: chmod 700 {0}/pool")]
    public async Task Start_WithWhatOthersMayRead_SaysWhichAndWhatToDo(string open, string line)
    {
        Files.PrivateFiles.MakeDirectory(_directory["data"]);
        Files.PrivateFiles.MakeDirectory(_directory["pool"]);
        if (!Path.Exists(_directory[open])) await File.WriteAllBytesAsync(_directory[open], open.EndsWith(".key", StringComparison.Ordinal) ? new byte[32] : []);
        File.SetUnixFileMode(_directory[open], File.GetUnixFileMode(_directory[open]) | UnixFileMode.OtherRead);
        var more = new Dictionary<string, string>
        {
            ["Storage:Backends:0:Name"] = "b", ["Storage:Backends:0:Driver"] = "Tgt", ["Storage:Backends:0:Options:PoolDirectory"] = _directory["pool"],
            ["Storage:Backends:0:Options:Portal"] = "127.0.0.1:3260", ["Storage:Backends:0:Options:ControlPort"] = "1",
        };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = _directory["data"], More = more });

        Assert.Equal((1, string.Format(CultureInfo.InvariantCulture, line, _directory.FullPath)), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task Start_WithAPolicyThatIsMistyped_NamesIt()
    {
        await File.WriteAllTextAsync(_directory["policy.json"], """{"volume:create": "role:admin,member"}""");

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = _directory.FullPath, More = new Dictionary<string, string> { ["Storage:Api:PolicyFile"] = _directory["policy.json"] } });

        Assert.Equal(1, exitCode);
        Assert.Contains("Storage:Api:PolicyFile: the rule of 'volume:create': 'role:admin,member' is none of admin, member, reader, any, nobody and role:NAME", output, StringComparison.Ordinal);
    }

    private Task<SiloProcess> StartAsync(Dictionary<string, string>? more = null) => SiloProcess.StartAsync(new SiloSettings { DataDirectory = _directory.FullPath, More = more ?? [] });

    private async Task<HttpStatusCode> StatusAsync(Uri address, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } };
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
    }
}
