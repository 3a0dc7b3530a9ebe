using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Cli;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Testing;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>The tool as whom Keystone knows, told as OpenStack's clients are.</summary>
public sealed class KeystoneTests : IDisposable
{
    private const string Login = "POST /v3/auth/tokens";
    private const string Listing = "GET /v3/p1/volumes/detail?all_tenants=0&limit=1000";
    private const string ListingOfRoot = "GET /v3/volumes/detail?all_tenants=0&limit=1000";
    private const string NoVolumes = """{"volumes":[]}""";
    private const string Token = """
        {"token":{"project":{"id":"p1"},"user":{"id":"u1"},"catalog":[
          {"type":"identity","endpoints":[{"interface":"public","region_id":"north","url":"http://identity.test/v3"}]},
          {"type":"block-storage","endpoints":[
            {"interface":"internal","region_id":"north","url":"http://inner.test/v3/p1"},
            {"interface":"public","region_id":"north","url":"http://north.test/v3/p1"},
            {"interface":"public","region_id":"south","url":"http://south.test"}]}]}}
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeApi _api = new();
    private readonly Tool _tool;

    public KeystoneTests()
    {
        _tool = new(_api);
        _tool.Environment["HOME"] = _directory.FullPath;
        _api.On(Login, Token, HttpStatusCode.Created, subjectToken: "token-1").On(Listing, NoVolumes).On(ListingOfRoot, NoVolumes);
    }

    public void Dispose()
    {
        _tool.Dispose();
        _api.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Command_WithAPasswordInTheEnvironment_LogsInAndAsksTheCatalogsEndpoint()
    {
        TellPassword();

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list"));

        Assert.Equal([("identity.test:5000", ""), ("north.test", "token-1")], _api.Callers);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"password":"hush","name":"ann","domain":{"id":"default"}}}},"scope":{"project":{"name":"lab","domain":{"name":"Labs"}}}}}
            """), JsonNode.Parse(_api.Requests[0].Body)), _api.Requests[0].Body);
    }

    [Theory]
    [InlineData("OS_REGION_NAME", "south", "south.test")]
    [InlineData("OS_INTERFACE", "internal", "inner.test")]
    [InlineData("OS_ENDPOINT_TYPE", "internalURL", "inner.test")]
    [InlineData("ORLEANS_STORAGE_ENDPOINT", "http://told.test/v3/p1", "told.test")]
    public async Task Command_WithARegionOrAnInterface_AsksThatEndpoint(string variable, string value, string host)
    {
        TellPassword();
        _tool.Environment[variable] = value;

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list"));

        Assert.Equal(host, _api.Callers[1].Host);
    }

    [Fact]
    public async Task Command_WithACloudOfAFile_TakesItsApplicationCredential()
    {
        Write("clouds.yaml", """
            clouds:
              lab:
                auth_type: v3applicationcredential
                auth: {auth_url: "http://identity.test:5000", application_credential_id: c1}
                region_name: south
            """);
        Write("secure.yaml", "clouds: {lab: {auth: {application_credential_secret: hush}}}");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list", "--os-cloud", "lab"));

        Assert.Equal("south.test", _api.Callers[1].Host);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"secret":"hush","id":"c1"}}}}"""), JsonNode.Parse(_api.Requests[0].Body)), _api.Requests[0].Body);
    }

    [Fact]
    public async Task Command_WithACloudAndATokenInTheEnvironment_SendsTheToken()
    {
        Write("clouds.yaml", "clouds: {lab: {auth: {auth_url: http://identity.test:5000/v3, project_id: p1}, auth_type: token}}");
        (_tool.Environment["OS_CLOUD"], _tool.Environment["OS_TOKEN"]) = ("lab", "token-0");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list"));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"auth":{"identity":{"methods":["token"],"token":{"id":"token-0"}},"scope":{"project":{"id":"p1"}}}}"""), JsonNode.Parse(_api.Requests[0].Body)), _api.Requests[0].Body);
    }

    [Fact]
    public async Task Command_WhoseTokenIsRefused_LogsInAgainOnce()
    {
        TellPassword();
        var api = new FakeApi().On(Login, Token, HttpStatusCode.Created, subjectToken: "token-1").On(Login, Token, HttpStatusCode.Created, subjectToken: "token-2")
            .On(Listing, "{}", HttpStatusCode.Unauthorized).On(Listing, NoVolumes);
        using var tool = new Tool(api);
        foreach (var (key, value) in _tool.Environment) tool.Environment[key] = value;

        Assert.Equal(ExitCode.Done, await tool.RunAsync("volume", "list"));

        Assert.Equal(["", "token-1", "", "token-2"], api.Callers.Select(c => c.Token));
    }

    [Fact]
    public async Task Command_WhenKeystoneRefuses_SaysWhatItSaidAndNoSecret()
    {
        TellPassword();
        var api = new FakeApi().On(Login, """{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}""", HttpStatusCode.Unauthorized);
        using var tool = new Tool(api);
        foreach (var (key, value) in _tool.Environment) tool.Environment[key] = value;

        Assert.Equal(ExitCode.Unusable, await tool.RunAsync("volume", "list"));

        Assert.Equal("Keystone at http://identity.test:5000/v3 answered 401 to the environment's OS_ variables: The request you have made requires authentication.\n", tool.Errors);
    }

    [Theory]
    [InlineData("OS_PASSWORD", "", "Keystone needs OS_PASSWORD (password in clouds.yaml), and it is not among the environment's OS_ variables.")]
    [InlineData("OS_PROJECT_NAME", "", "Keystone needs OS_PROJECT_NAME (project_name in clouds.yaml), and it is not among the environment's OS_ variables.")]
    [InlineData("OS_AUTH_TYPE", "kerberos", "OS_AUTH_TYPE is 'kerberos', not password, token, v3applicationcredential or none.")]
    [InlineData("OS_CACERT", "/nowhere/ca.pem", "OS_CACERT cannot be used: ")]
    [InlineData("OS_REGION_NAME", "east", "Keystone's catalog has no public endpoint of block storage (volumev3, block-storage, block-store, volume) in region east; --endpoint may name one.")]
    [InlineData("OS_CLOUD", "lab", "Cloud 'lab' is asked for, and there is no clouds.yaml in ")]
    public async Task Command_WithSomethingMissing_NamesIt(string variable, string value, string message)
    {
        TellPassword();
        _tool.Environment[variable] = value;

        // Certificates are read where there is a network.
        using var tool = variable == "OS_CACERT" ? new Tool(null) : new Tool(_api);
        foreach (var (key, told) in _tool.Environment) tool.Environment[key] = told;

        Assert.Equal(ExitCode.Unusable, await tool.RunAsync("volume", "list"));

        Assert.StartsWith(message, tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithAFileThatIsNoYaml_DoesNotShowIt()
    {
        Write("clouds.yaml", "clouds:\n  lab: {auth: {password: hush\n");

        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("volume", "list", "--os-cloud", "lab"));

        Assert.Contains("clouds.yaml is not YAML: line ", _tool.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", _tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_AsAUserOfTheCommandLine_DoesNotGoWithKeystone()
    {
        TellPassword();

        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("volume", "list", "--user", "bob"));
        Assert.Empty(_api.Requests);

        _tool.Environment["OS_AUTH_TYPE"] = "none";
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list", "--user", "bob"));
    }

    [Fact]
    public async Task Command_AtServersThatRefuseChunks_SendsLengths()
    {
        TellPassword();
        using var server = new LengthRequiredServer(Token.Replace("{\"token\"", "{\"volumes\":[],\"token\"", StringComparison.Ordinal), ("X-Subject-Token", "token-1"));
        using var tool = new Tool(null);
        foreach (var (key, value) in _tool.Environment) tool.Environment[key] = value;
        (tool.Environment["OS_AUTH_URL"], tool.Environment["ORLEANS_STORAGE_ENDPOINT"]) = (server.Url.AbsoluteUri, server.Url.AbsoluteUri);
        using var trusting = new CinderApi(server.Url, "p1", "u1", TimeProvider.System);

        Assert.Equal(ExitCode.Done, await tool.RunAsync("volume", "list"));
        await trusting.PostAsync("types", new() { ["volume_type"] = new JsonObject { ["name"] = "gold" } }, CancellationToken.None);

        Assert.Contains(server.Requests, request => request.StartsWith("POST /v3/auth/tokens ", StringComparison.Ordinal));
        Assert.Contains(server.Requests, request => request.StartsWith("POST /v3/types ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Requests, request => request.EndsWith(" -1", StringComparison.Ordinal));
    }

    private void TellPassword()
    {
        foreach (var (key, value) in new[]
        {
            ("OS_AUTH_URL", "http://identity.test:5000/v3"), ("OS_USERNAME", "ann"), ("OS_PASSWORD", "hush"), ("OS_PROJECT_NAME", "lab"), ("OS_PROJECT_DOMAIN_NAME", "Labs"),
        })
            _tool.Environment[key] = value;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_directory[".config/openstack"]);
        File.WriteAllText(_directory[$".config/openstack/{name}"], text);
    }
}
