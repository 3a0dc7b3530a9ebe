using System.Globalization;
using System.Net;
using System.Text.Json;
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

    [Fact]
    public async Task Tool_WithACloudThroughTlsOfAPrivateAuthority_ActsAsItsUserAtTheCatalogsEndpoint()
    {
        using var directory = new TemporaryDirectory();
        using var authority = new TestAuthority();
        var port = FreePort.Next();
        await using var proxy = await ProxyServer.StartHAProxyAsync(port, $"""
            listen keystone
                bind 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} ssl crt {authority.ServerFile}
                server keystone {new Uri(keystone.Url).Authority}
            """);
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = keystone.Settings });
        await keystone.AddServiceAsync("volumev3", $"{silo.Url}v3/$(project_id)s", "cli");
        var project = await keystone.CreateProjectAsync("cli");
        await keystone.CreateUserAsync("cli", project, "member");
        var (id, secret) = await keystone.CreateApplicationCredentialAsync(await keystone.TokenAsync("cli", "cli", "cli"));
        await File.WriteAllTextAsync(directory["clouds.yaml"], $$"""
            clouds:
              password: {auth: {auth_url: "https://localhost:{{port}}", username: cli, password: cli, project_name: cli}, region_name: cli, cacert: "{{authority.CaFile}}"}
              credential: {auth: {auth_url: "{{keystone.Url}}", application_credential_id: {{id}}, application_credential_secret: {{secret}}}, auth_type: v3applicationcredential, region_name: cli}
            """);

        var made = await RunToolAsync(directory, "password", "volume", "create", "--size", "1");
        var seen = await RunToolAsync(directory, "credential", "volume", "show", made.GetProperty("id").GetString()!);

        Assert.Equal(project, seen.GetProperty("os-vol-tenant-attr:tenant_id").GetString());
    }

    private static async Task<JsonElement> RunToolAsync(TemporaryDirectory directory, string cloud, params string[] arguments)
    {
        await using var tool = RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), .. arguments, "--output", "json"],
            new Dictionary<string, string> { ["OS_CLOUD"] = cloud, ["OS_CLIENT_CONFIG_FILE"] = directory["clouds.yaml"] });
        var exitCode = await tool.WaitForExitAsync(TimeSpan.FromSeconds(60));
        Assert.True(exitCode == 0, tool.Output);
        return JsonDocument.Parse(tool.Output).RootElement;
    }

    private async Task<ApiClient> UserAsync(SiloProcess silo, string name)
    {
        var project = await keystone.CreateProjectAsync(name);
        await keystone.CreateUserAsync(name, project, "member");
        return new(silo.Url, project, token: await keystone.TokenAsync(name, name, name));
    }
}
