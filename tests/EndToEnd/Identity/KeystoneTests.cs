using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Identity;

/// <summary>A whole silo that asks a real Keystone.</summary>
public sealed class KeystoneTests(KeystoneServer keystone) : IClassFixture<KeystoneServer>
{
    [Fact]
    public async Task Serve_TwoProjects_KeepsThemApart_AndLetsOnlyServicesEndWhatNovaUses()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = keystone.Settings });
        using var ann = await UserAsync(silo, "ann");
        using var bob = await UserAsync(silo, "bob");
        using var nobody = new ApiClient(silo.Url, ann.Project, token: "ann:" + ann.Project);

        var volume = await ann.CreateVolumeAsync();
        var attachment = await ann.ReserveAsync(volume);
        (await ann.ConnectAsync(attachment, "compute-1")).Expect(HttpStatusCode.OK);

        (await nobody.GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.Unauthorized);
        (await bob.GetAsync($"volumes/{volume}")).Expect(HttpStatusCode.NotFound);
        (await ann.DeleteAsync($"attachments/{attachment}")).Expect(HttpStatusCode.Conflict);
        (await ann.SendAsync(HttpMethod.Delete, $"attachments/{attachment}", null, ("X-Service-Token", await keystone.ServiceTokenAsync()))).Expect(HttpStatusCode.OK);
    }

    [SkippableFact]
    public async Task Dashboard_FromAfar_IsNotThere()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        Skip.If(address is null, "this machine has no address but loopback");
        using var directory = new TemporaryDirectory();
        var settings = new SiloSettings { DataDirectory = directory.FullPath };
        var port = settings.ApiPort.ToString(CultureInfo.InvariantCulture);
        await using var silo = await SiloProcess.StartAsync(settings with { More = new Dictionary<string, string>(keystone.Settings) { ["ASPNETCORE_URLS"] = $"http://0.0.0.0:{port}" } });
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://{address}:{port}/dashboard"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri($"http://{address}:{port}/v3/volumes"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/dashboard"))).StatusCode);
    }

    private async Task<ApiClient> UserAsync(SiloProcess silo, string name)
    {
        var project = await keystone.CreateProjectAsync(name);
        await keystone.CreateUserAsync(name, project, "member");
        return new(silo.Url, project, token: await keystone.TokenAsync(name, name, name));
    }
}
