using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>A start that what is around the silo forbids, taken ports for one, ends with one clear line too.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("Host=127.0.0.1;Port=do-not-show")]
    [InlineData("Host=127.0.0.1;Password=hush;do-not-show=1")]
    [InlineData("do-not-show")]
    public async Task Start_WithAConnectionStringThatIsNone_DoesNotShowIt(string connectionString)
    {
        using var directory = new TemporaryDirectory();

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, PostgreSqlConnectionString = connectionString });

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Storage:Database:ConnectionString is not a connection string of PostgreSql, such as Host=", output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-show", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:Silo:SiloPort", "{0}")]
    [InlineData("Storage:Silo:GatewayPort", "{0}")]
    [InlineData("Storage:Admin:Urls", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:{0}")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:{0}")]
    public async Task Start_WithAPortThatAnotherHas_NamesTheSetting(string key, string value)
    {
        using var directory = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var more = new Dictionary<string, string> { [key] = string.Format(CultureInfo.InvariantCulture, value, taken) };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Equal((1, $"{key}: cannot listen on 127.0.0.1:{taken}: Address already in use"), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task Start_WithHttpsAndNoCertificate_EndsWithALine()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "https://127.0.0.1:0" };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Equal(1, exitCode);
        Assert.Contains("The silo cannot start: Unable to configure HTTPS endpoint. No server certificate was specified", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnArrayThatCannotBeUsed_EndsBeforeItJoinsAnything()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string>
        {
            ["Storage:Backends:0:Name"] = "b", ["Storage:Backends:0:Driver"] = "Tgt", ["Storage:Backends:0:Options:PoolDirectory"] = "/dev/null/pool",
            ["Storage:Backends:0:Options:Portal"] = "127.0.0.1:3260", ["Storage:Backends:0:Options:ControlPort"] = "1",
        };

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Storage:Backends:b:Options: PoolDirectory cannot be used: ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADamagedKeyFile_SaysSo()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["secrets.key"], "damaged");
        File.SetUnixFileMode(directory["secrets.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var (exitCode, output) = await SiloProcess.RunToEndAsync(new SiloSettings { DataDirectory = directory.FullPath });

        Assert.Equal(1, exitCode);
        Assert.Contains("secrets.key has 7 bytes; a key for secrets has 32", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
