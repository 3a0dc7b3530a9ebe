using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>Wrong configuration ends the start with one clear line a mistake; SIGTERM ends a silo in order.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("Storage:Database:Provider", "Oracle", "Storage:Database:Provider is 'Oracle', not Sqlite or PostgreSql")]
    [InlineData("Storage:Database:Provider", "PostgreSql", "Storage:Database:ConnectionString is missing; PostgreSql needs it")]
    [InlineData("Storage:Database:ConnectionString", "do-not-show", "Storage:Database:ConnectionString is not a connection string of Sqlite, such as Data Source=")]
    [InlineData("Storage:Database:SecretsKey", "do-not-show", "Storage:Database:SecretsKey is not 32 bytes in base64")]
    [InlineData("Storage:DataDirectory", "/dev/null/data", "Storage:DataDirectory cannot be used: ")]
    [InlineData("Storage:Silo:SiloPort", "70000", "Storage:Silo:SiloPort is 70000, not a port from 1 to 65535")]
    [InlineData("Storage:Silo:SiloPort", "many", "Storage:Silo:SiloPort")]
    [InlineData("Storage:Sillo:SiloPort", "1", "Storage:Sillo is not a setting")]
    [InlineData("Storage:Silo:Port", "1", "Storage:Silo:Port is not a setting")]
    [InlineData("Storage:Api:Limits:MaxBody", "1", "Storage:Api:Limits:MaxBody is not a setting")]
    [InlineData("Storage:Backends:0:Colour", "red", "Storage:Backends:0:Colour is not a setting")]
    [InlineData("Storage:Api:MaxPageSize", "0", "Storage:Api:MaxPageSize is 0, not from 1 to 10000")]
    [InlineData("Storage:Api:MaxPageSize", "all", "Storage:Api:MaxPageSize")]
    [InlineData("Storage:Api:PublicEndpoint", "storage.example.org", "Storage:Api:PublicEndpoint is 'storage.example.org', not an http or https address")]
    [InlineData("Storage:Api:PublicEndpoint", "https://storage.example.org/v3", "Storage:Api:PublicEndpoint is 'https://storage.example.org/v3', not an http or https address without /v3")]
    [InlineData("Storage:Api:TrustedProxies:0", "192.0.2.0/33", "Storage:Api:TrustedProxies: '192.0.2.0/33' is neither an IP address nor a network such as 192.0.2.0/24")]
    [InlineData("Storage:Admin:Urls", "9776", "Storage:Admin:Urls: '9776' is not an http or https address with a port and without a path")]
    [InlineData("Storage:Admin:Hosts:0", "silo1:9776", "Storage:Admin:Hosts: 'silo1:9776' is not a host's name without a port")]
    [InlineData("Storage:Silo:GatewayClients", "Everybody", "Storage:Silo:GatewayClients is 'Everybody', not AsIdentitySays or TrustEveryoneWhoReachesThePort")]
    [InlineData("Storage:Clustering:SiloTraffic", "Open", "Storage:Clustering:SiloTraffic is 'Open', not LoopbackOnly or TrustEveryoneWhoReachesThePorts")]
    [InlineData("Storage:Clustering:AdvertisedAddress", "192.0.2.7", "Storage:Clustering:AdvertisedAddress is 192.0.2.7: whoever reaches the silo and gateway ports there commands the cluster, for nothing asks who he is. Let only silos and their clients reach them, and set Storage:Clustering:SiloTraffic to TrustEveryoneWhoReachesThePorts")]
    [InlineData("Storage:Api:DefaultVolumeType", "", "Storage:Api:DefaultVolumeType is not a name of 1 to 255 characters")]
    [InlineData("Storage:Clustering:Provider", "Redis", "Storage:Clustering:Provider is 'Redis', not Localhost or PostgreSql")]
    [InlineData("Storage:Clustering:Provider", "PostgreSql", "Storage:Clustering:Provider is PostgreSql, so Storage:Database:Provider must be PostgreSql too; it is 'Sqlite'")]
    [InlineData("Storage:Clustering:AdvertisedAddress", "0.0.0.0", "Storage:Clustering:AdvertisedAddress is '0.0.0.0', not an IP address at which this silo can be reached")]
    [InlineData("Storage:Clustering:ProbeTimeoutMs", "5", "Storage:Clustering:ProbeTimeoutMs is 5, not from 100 to 60000")]
    [InlineData("Storage:Identity:Strategy", "Trust", "Storage:Identity:Strategy is 'Trust', not NoAuth or Keystone")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:1;http://0.0.0.0:2", "Storage:Identity:Strategy is NoAuth, which trusts all callers, and the API would listen on http://0.0.0.0:2: listen on loopback, set Storage:Identity:Strategy to Keystone, or Storage:Identity:NoAuth:AllowRemote to true")]
    [InlineData("ASPNETCORE_URLS", "garbage", "ASPNETCORE_URLS: Invalid url: 'garbage'")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "ASPNETCORE_URLS: http://127.0.0.1:99999 has no port from 0 to 65535")]
    [InlineData("Logging:Console:LogLevel:Default", "Loud", "Logging:Console:LogLevel:Default is 'Loud', not one of Trace, Debug")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is 'Loud', not one of Trace, Debug")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://*:2", "the API would listen on http://*:2")]
    [InlineData("Storage:Api:Limits:MaxBodyBytes", "1", "Storage:Api:Limits:MaxBodyBytes is 1, not from 1024 to 16777216")]
    [InlineData("Storage:Api:Limits:RequestsPerSecond", "-1", "Storage:Api:Limits:RequestsPerSecond is -1, not from 0 to 1000000")]
    [InlineData("Storage:Backends:0:Driver", "Floppy", "Storage:Backends:b:Driver is 'Floppy', not one of")]
    [InlineData("Storage:Backends:0:Options:LatencyMs", "soon", "Storage:Backends:b:Options: LatencyMs is 'soon', not a whole number")]
    [InlineData("Storage:Backends:0:Options:Colour", "red", "Storage:Backends:b:Options: Colour is not an option of driver")]
    public async Task Start_WithAMistake_EndsWithALineThatNamesIt(string key, string value, string line)
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["Storage:Backends:0:Name"] = "b", ["Storage:Backends:0:Driver"] = "Simulated", [key] = value };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Equal(1, exitCode);
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-show", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSeveralMistakes_NamesAll()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string>
        {
            ["Storage:Database:Providers"] = "Sqlite", ["Storage:Database:Provider"] = "Oracle", ["Storage:Operations:ExportTimeoutMs"] = "1",
            ["Logging:LogLevel:Noisy"] = "Loud", ["Logging:LogLevel:Empty"] = "", ["Logging:LogLevel:Nested:Part"] = "Warning",
        };

        var (_, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Contains("Storage:Database:Provider is 'Oracle'", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Operations:ExportTimeoutMs is 1", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Database:Providers is not a setting", output, StringComparison.Ordinal);
        Assert.Contains("Logging:LogLevel:Noisy is 'Loud'", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Empty", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nested", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAKeystoneThatIsHalfConfigured_NamesEachKeyAndNotThePassword()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string>
        {
            ["Storage:Identity:Strategy"] = "Keystone", ["Storage:Identity:Keystone:Url"] = "http://storage:do-not-show@keystone.example.org", ["Storage:Identity:Keystone:Password"] = "do-not-show", ["Storage:Identity:Keystone:MaxAgeSeconds"] = "0", ["Storage:Identity:Keystone:CaFile"] = "/nowhere/ca.pem",
        };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Equal(1, exitCode);
        Assert.Contains("Storage:Identity:Keystone:Url is not an http or https address without user and query", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Identity:Keystone:Username is missing; Keystone needs it", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Identity:Keystone:CaFile cannot be used: Could not find", output, StringComparison.Ordinal);
        Assert.Contains("Storage:Identity:Keystone:MaxAgeSeconds is 0, not from 1 to 3600", output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-show", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSettingsOfTheApi_ServesByThem()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string>
        {
            ["Storage:Api:MaxPageSize"] = "1", ["Storage:Api:PublicEndpoint"] = "https://storage.example.org", ["Storage:Api:DefaultVolumeType"] = "gold",
        };
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });
        using var api = new ApiClient(silo.Url);
        await api.CreateTypeAsync("gold", new { });
        var older = await api.CreateVolumeAsync();
        var newer = await api.CreateVolumeAsync();

        var page = (await api.GetAsync("volumes/detail")).Expect(HttpStatusCode.OK);

        var shown = Assert.Single(page.GetProperty("volumes").EnumerateArray());
        Assert.Equal((newer, "gold"), (shown.GetProperty("id").GetString(), shown.GetProperty("volume_type").GetString()));
        Assert.StartsWith("https://storage.example.org/v3/", page.GetProperty("volumes_links")[0].GetProperty("href").GetString(), StringComparison.Ordinal);
        (await api.GetAsync("volumes?limit=1000")).Expect(HttpStatusCode.OK);
        (await api.GetAsync($"volumes/{older}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Start_OfAClusterWithAnArrayInsideTheSilo_SaysWhatToSet()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["Storage:Clustering:Provider"] = "PostgreSql" };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, PostgreSqlConnectionString = "Host=127.0.0.1;Port=1", More = more });

        Assert.Equal(1, exitCode);
        Assert.Contains("Storage:Backends:simulated:Options: its array would be inside one silo; in a cluster run 'orleans-storage array' and set Endpoint", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnotherKeyThanTheDatabasesSecrets_SaysSo()
    {
        using var directory = new TemporaryDirectory();
        await using (var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath })) await silo.TerminateAsync();
        File.Delete(directory["secrets.key"]);

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath });

        Assert.Equal(1, exitCode);
        Assert.Contains("Storage:Database:SecretsKey: this silo's key is not the one", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADatabaseOfAnotherVersion_SaysSoInOneLine()
    {
        using var directory = new TemporaryDirectory();
        await using (var database = new SqliteConnection($"Data Source={directory["storage.db"]};Pooling=False"))
            await database.ExecuteAsync("CREATE TABLE storage_schema (version integer, name text, digest text); INSERT INTO storage_schema VALUES (2, '002_catalog', 'another')");
        File.SetUnixFileMode(directory["storage.db"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath });

        Assert.Equal(1, exitCode);
        Assert.Contains("Storage:Database: this database was made with another 002_catalog than this version's", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutItsDatabase_SaysSoInOneLine()
    {
        using var directory = new TemporaryDirectory();

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, PostgreSqlConnectionString = "Host=127.0.0.1;Port=1" });

        Assert.Equal(1, exitCode);
        Assert.Contains("The database cannot be used: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_AnIdleSilo_ExitsWithZero()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath });

        Assert.Equal(0, await silo.TerminateAsync());
    }

    [Fact]
    public async Task Serve_HealthMetricsAndGreeting_AreThere()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath });
        using var http = new HttpClient { BaseAddress = silo.Url };

        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/live"));
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/ready"));
        Assert.Equal("OK", await http.GetStringAsync("/healthcheck"));
        foreach (var (method, status) in new[] { (HttpMethod.Head, HttpStatusCode.NoContent), (HttpMethod.Options, HttpStatusCode.OK), (HttpMethod.Post, HttpStatusCode.OK) })
            Assert.Equal(status, (await http.SendAsync(new HttpRequestMessage(method, "/healthcheck"))).StatusCode);
        Assert.Contains("# TYPE", await http.GetStringAsync(new Uri(silo.AdminUrl, "metrics")), StringComparison.Ordinal);
        Assert.Contains(new Uri(silo.AdminUrl, "dashboard").AbsoluteUri, silo.Output, StringComparison.Ordinal);
        Assert.Contains("-- demo", silo.Output, StringComparison.Ordinal);
    }
}
