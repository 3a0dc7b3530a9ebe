using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Cli;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>What the tool asks, shows, and answers to the shell.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Listing = "GET /v3/volumes/detail?all_tenants=0&limit=1000";
    private const string TwoVolumes = """
        {"volumes":[
          {"id":"v1","name":"first","status":"available","size":1,"volume_type":"__DEFAULT__","attachments":[],"os-vol-host-attr:host":"here@sim#pool"},
          {"id":"v2","name":null,"status":"in-use","size":2,"volume_type":"__DEFAULT__","attachments":[{"host_name":"compute-1","server_id":"s"}]}]}
        """;

    private readonly FakeApi _api = new();
    private readonly Tool _tool;

    public CommandTests() => _tool = new(_api);

    public void Dispose()
    {
        _tool.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task VolumeList_AsTable_ShowsOneRowAVolume()
    {
        _api.On(Listing, TwoVolumes);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list"));

        var rows = _tool.Output.Split('\n').Where(line => line.Contains(" v1 ") || line.Contains(" v2 ")).ToArray();
        Assert.Equal(["v1", "first", "available", "1", "__DEFAULT__", "", "here@sim#pool"], Cells(rows[0]));
        Assert.Equal(["v2", "", "in-use", "2", "__DEFAULT__", "compute-1", ""], Cells(rows[1]));
    }

    [Fact]
    public async Task VolumeList_AsJson_IsTheApisOwnList()
    {
        _api.On(Listing, TwoVolumes);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "list", "--output", "json"));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(TwoVolumes)!["volumes"], JsonNode.Parse(_tool.Output)));
    }

    [Fact]
    public async Task AttachmentCreate_WithAHost_SendsItsConnector()
    {
        _api.On("POST /v3/attachments", """{"attachment":{"id":"a1","status":"reserved"}}""")
            .On("GET /v3/attachments/a1", """{"attachment":{"id":"a1","connection_info":{"target_iqn":"iqn.x"}}}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("attachment", "create", "v1", "--host", "compute-1", "--initiator", "iqn.y"));

        var sent = JsonNode.Parse(_api.Requests.Single(request => request.Request.StartsWith("POST", StringComparison.Ordinal)).Body)!["attachment"]!;
        Assert.Equal("v1", sent["volume_uuid"]!.GetValue<string>());
        Assert.Equal(("compute-1", "iqn.y"), (sent["connector"]!["host"]!.GetValue<string>(), sent["connector"]!["initiator"]!.GetValue<string>()));
        Assert.Contains("target_iqn=iqn.x", _tool.Output);
    }

    [Fact]
    public async Task AttachmentMigrate_ConnectsAndCompletesTheDestinationBeforeItEndsTheSource()
    {
        Migration().On("POST /v3/attachments/a2/action", "");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("attachment", "migrate", "a1", "--host", "compute-2"));

        Assert.Equal(["GET /v3/attachments/a1", "POST /v3/attachments", "POST /v3/attachments/a2/action", "DELETE /v3/attachments/a1", "GET /v3/attachments/a2"], _api.Requests.Select(request => request.Request));
        var sent = JsonNode.Parse(_api.Requests[1].Body)!["attachment"]!;
        Assert.Equal(("v1", "8c5ea6ee-3c1a-4b1f-9a8c-0d7d2d3f1c11"), (sent["volume_uuid"]!.GetValue<string>(), sent["instance_uuid"]!.GetValue<string>()));
    }

    [Fact]
    public async Task AttachmentMigrate_ThatCannotBeCompleted_ShutsTheDestinationOutAndLeavesTheSource()
    {
        Migration().On("POST /v3/attachments/a2/action", """{"conflictingRequest":{"code":409,"message":"Not now."}}""", HttpStatusCode.Conflict);

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("attachment", "migrate", "a1", "--host", "compute-2"));

        Assert.Equal("DELETE /v3/attachments/a2", _api.Requests[^1].Request);
        Assert.DoesNotContain(_api.Requests, request => request.Request == "DELETE /v3/attachments/a1");
        Assert.Equal("Not now. (409 Conflict)", _tool.Errors.Trim());
    }

    [Theory]
    [InlineData("attachment", "connect", "a1", "--host", "compute-1")]
    [InlineData("attachment", "complete", "a1")]
    [InlineData("attachment", "delete", "a1")]
    [InlineData("attachment", "migrate", "a1", "--host", "compute-2")]
    [InlineData("demo")]
    public async Task Cluster_WhereNoGatewayAnswers_SaysSoAndIsUnusable(params string[] arguments)
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync([.. arguments, "--cluster", "127.0.0.1:1"]));

        Assert.StartsWith("No silo's gateway answers at 127.0.0.1:1.", _tool.Errors);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Cluster_WhereNoneOfSeveralGatewaysAnswers_NamesThemAll()
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("attachment", "delete", "a1", "--cluster", "127.0.0.1:1,127.0.0.1:2"));

        Assert.StartsWith("No silo's gateway answers at 127.0.0.1:1, 127.0.0.1:2.", _tool.Errors);
    }

    [Fact]
    public async Task Cluster_FromTheEnvironment_IsUsed()
    {
        _tool.Environment["ORLEANS_STORAGE_CLUSTER"] = "127.0.0.1:1";

        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("attachment", "delete", "a1"));

        Assert.StartsWith("No silo's gateway answers at 127.0.0.1:1.", _tool.Errors);
    }

    [Fact]
    public async Task BackendList_JoinsPoolsAndServices()
    {
        _api.On("GET /v3/scheduler-stats/get_pools?detail=true", """{"pools":[{"name":"here@sim#pool","capabilities":{"total_capacity_gb":10,"free_capacity_gb":7.5,"storage_protocol":"iSCSI","multiattach":true}}]}""")
            .On("GET /v3/os-services?binary=cinder-volume", """{"services":[{"host":"here@sim","status":"enabled","state":"up"}]}""")
            .On("GET /v3/orleans-storage/backends", """{"backends":[{"name":"here@sim#pool","running":8,"waiting":120,"estimated_wait_ms":750,"breaker":"closed","lanes":[],"exports":null,"recorded":[]}]}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("backend", "list"));

        Assert.Equal(["here@sim#pool", "enabled", "up", "iSCSI", "10", "7.5", "true", "8", "120", "750", "closed"], Cells(_tool.Output.Split('\n').Single(line => line.Contains("here@sim#pool"))));
    }

    [Fact]
    public async Task VolumeOperation_ThatWaits_ShowsItsPlaceInTheQueue()
    {
        _api.On("GET /v3/orleans-storage/volumes/v1/operation", """{"operation":{"id":"o1","kind":"create-export","phase":"waiting","queue_position":17,"queue_length":40,"estimated_wait_ms":106}}""")
            .On("GET /v3/orleans-storage/volumes/v1/operation", """{"operation":null}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "operation", "v1"));
        Assert.Equal(["queue_position", "17"], Cells(_tool.Output.Split('\n').Single(line => line.Contains("queue_position"))));
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "operation", "v1"));
        Assert.Contains("Volume v1 has no open operation.", _tool.Output);
    }

    [Fact]
    public async Task Command_ThatTheApiRefuses_SaysTheApisMessageAndFails()
    {
        _api.On("DELETE /v3/volumes/v1?cascade=false", """{"badRequest":{"code":400,"message":"Invalid volume: it is attached."}}""", HttpStatusCode.BadRequest);

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("volume", "delete", "v1"));

        Assert.Equal("Invalid volume: it is attached. (400 Bad Request)", _tool.Errors.Trim());
        Assert.Empty(_tool.Output);
    }

    [Fact]
    public async Task Command_WhenTheApiIsBusy_ComesBackWhenItSays()
    {
        _api.On("GET /v3/volumes/v1", """{"serviceUnavailable":{"code":503,"message":"busy"}}""", HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3))
            .On("GET /v3/volumes/v1", """{"volume":{"id":"v1"}}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "show", "v1"));

        Assert.Equal([TimeSpan.FromSeconds(3)], _tool.Time.Pauses);
    }

    [Fact]
    public async Task Command_WhenNobodyAnswers_SaysSoAndIsUnusable()
    {
        using var tool = new Tool(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) });

        Assert.Equal(ExitCode.Unusable, await tool.RunAsync("volume", "list", "--endpoint", "http://127.0.0.1:1"));

        Assert.StartsWith("No block storage API answers at http://127.0.0.1:1/v3:", tool.Errors);
    }

    [Theory]
    [InlineData("volume", "create")]
    [InlineData("volume", "list", "--endpoint", "nowhere")]
    [InlineData("volume", "list", "--output", "xml")]
    [InlineData("demo", "--hosts", "1")]
    [InlineData("demo", "--volumes", "0")]
    [InlineData("demo", "--chaos", "--endpoint", "http://127.0.0.1:8776")]
    [InlineData("demo", "--chaos", "--cluster", "127.0.0.1:30000")]
    [InlineData("demo", "--silo", "nowhere")]
    [InlineData("demo", "--chaos", "--silo", "nowhere")]
    [InlineData("attachment", "create", "v1", "--mode", "wo")]
    [InlineData("attachment", "connect", "a1")]
    [InlineData("attachment", "migrate", "a1")]
    [InlineData("attachment", "delete", "a1", "--cluster", "127.0.0.1")]
    [InlineData("attachment", "delete", "a1", "--cluster", "http://127.0.0.1:30000")]
    [InlineData("volume", "list", "--cluster", "127.0.0.1:30000")]
    [InlineData("nonsense")]
    public async Task Command_ThatIsWrong_SaysWhyAndAsksNobody(params string[] arguments)
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync(arguments));

        Assert.NotEmpty(_tool.Errors);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Endpoint_FromTheEnvironment_IsUsed()
    {
        _tool.Environment["ORLEANS_STORAGE_ENDPOINT"] = "http://127.0.0.1:9/other";
        _api.On("GET /other/volumes/v1", """{"volume":{"id":"v1"}}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "show", "v1"));
    }

    [Fact]
    public async Task Endpoints_OfWhichTheFirstTakesNoConnection_AreTriedInTurn()
    {
        using var server = new HttpListener();
        var address = $"http://127.0.0.1:{OrleansStorage.Testing.FreePort.Next()}/";
        server.Prefixes.Add(address);
        server.Start();
        var served = ServeAsync(server, 2);
        using var tool = new Tool(new SocketsHttpHandler());
        using var again = new Tool(new SocketsHttpHandler());

        Assert.Equal(ExitCode.Done, await tool.RunAsync(
            "volume", "delete", "7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1", "--endpoint", $"http://127.0.0.1:1/v3,{address}", "--endpoint", "http://127.0.0.1:2"));
        Assert.Equal(ExitCode.Done, await again.RunAsync("attachment", "delete", "a1", "--endpoint", "http://127.0.0.1:1", "--endpoint", address + "v3"));
        Assert.Equal(["/v3/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1", "/v3/attachments/a1"], await served);
    }

    [Fact]
    public async Task Endpoints_OfWhichNoneTakesAConnection_AreAllNamed()
    {
        using var tool = new Tool(new SocketsHttpHandler());

        Assert.Equal(ExitCode.Unusable, await tool.RunAsync("volume", "list", "--endpoint", "http://127.0.0.1:1,http://127.0.0.1:2"));
        Assert.Contains("none of http://127.0.0.1:1, http://127.0.0.1:2 takes a connection", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unusable, await tool.RunAsync("volume", "list", "--endpoint", "http://127.0.0.1:1,nowhere"));
    }

    private static async Task<List<string>> ServeAsync(HttpListener server, int count)
    {
        List<string> paths = [];
        while (paths.Count < count)
        {
            var asked = await server.GetContextAsync();
            paths.Add(asked.Request.Url!.AbsolutePath);
            asked.Response.StatusCode = 202;
            asked.Response.Close();
        }
        return paths;
    }

    [Theory]
    [InlineData("GET /v3/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1", "volume", "show", "my disk")]
    [InlineData("GET /v3/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1", "volume", "show", "7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1")]
    [InlineData("DELETE /v3/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1?cascade=false", "volume", "delete", "my disk")]
    [InlineData("POST /v3/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1/action", "volume", "extend", "my disk", "3")]
    [InlineData("GET /v3/orleans-storage/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1/operation", "volume", "operation", "my disk")]
    [InlineData("GET /v3/orleans-storage/volumes/7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1/timeline?limit=50", "volume", "timeline", "my disk")]
    [InlineData("GET /v3/attachments/detail?all_tenants=0&volume_id=7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1&limit=1000", "attachment", "list", "--volume", "my disk")]
    [InlineData("DELETE /v3/types/0f1c7a52-15c5-4bd6-a1c6-21c9f6b0a0f4", "type", "delete", "fast")]
    [InlineData("POST /v3/types/0f1c7a52-15c5-4bd6-a1c6-21c9f6b0a0f4/extra_specs", "type", "set-extra-spec", "fast", "k", "v")]
    public async Task Command_WithAName_ActsOnWhatIsCalledSo(string request, params string[] arguments)
    {
        _api.On("GET /v3/volumes?name=my%20disk&limit=1000", """{"volumes":[{"id":"7a6ff2b8-8b43-4a5c-8d80-5e7cc0e5b3a1","name":"my disk"}]}""")
            .On("GET /v3/types?is_public=None&limit=1000", """{"volume_types":[{"id":"7f9bdd1b-3f10-4d2f-8f6b-e5f7ab6c3c7b","name":"slow"},{"id":"0f1c7a52-15c5-4bd6-a1c6-21c9f6b0a0f4","name":"fast"}]}""")
            .On(request, """{"volume":{},"operation":null,"timeline":[],"attachments":[],"extra_specs":{}}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync(arguments));
        Assert.Contains(_api.Requests, r => r.Request == request);
    }

    [Fact]
    public async Task Command_WithANameThatSeveralHave_AsksWhichAndChangesNothing()
    {
        _api.On("GET /v3/volumes?name=x&limit=1000", """{"volumes":[{"id":"v1","name":"x"},{"id":"v2","name":"x"}]}""");

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("volume", "delete", "x"));
        Assert.Equal("2 volumes are called x: v1, v2. Say which by its id.", _tool.Errors.Trim());
        Assert.Single(_api.Requests);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task Secrets_AreShownWhenTheyAreAskedForOnly(string format)
    {
        _api.On("GET /v3/attachments/a1", """{"attachment":{"id":"a1","connection_info":{"auth_username":"who","auth_password":"opensesame","discovery_auth_password":"opensesame","target_lun":1}}}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("attachment", "show", "a1", "--output", format));
        Assert.DoesNotContain("opensesame", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("***", _tool.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("attachment", "show", "a1", "--show-secrets", "--output", format));
        Assert.Contains("opensesame", _tool.Output, StringComparison.Ordinal);
    }

    private FakeApi Migration() => _api
        .On("GET /v3/attachments/a1", """{"attachment":{"id":"a1","volume_id":"v1","instance":"8c5ea6ee-3c1a-4b1f-9a8c-0d7d2d3f1c11"}}""")
        .On("POST /v3/attachments", """{"attachment":{"id":"a2"}}""").On("GET /v3/attachments/a2", """{"attachment":{"id":"a2"}}""")
        .On("DELETE /v3/attachments/a1", """{"attachments":[]}""").On("DELETE /v3/attachments/a2", """{"attachments":[]}""");

    private static string[] Cells(string row) => [.. row.Trim().Trim('│', '|').Split('│', '|').Select(cell => cell.Trim())];
}
