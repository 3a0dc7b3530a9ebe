using OrleansStorage.Cli;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary><c>orleans-storage volume timeline</c>.</summary>
public sealed class VolumeTimelineTests : IDisposable
{
    private const string Timeline = "GET /v3/orleans-storage/volumes/v1/timeline";
    private readonly FakeApi _api = new();
    private readonly Tool _tool;

    public VolumeTimelineTests() => _tool = new(_api);

    public void Dispose()
    {
        _tool.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Timeline_AsTable_ShowsWhatTheArrayWasToldAndSaid()
    {
        _api.On(Timeline + "?limit=2", Page(Entry("8.1", "delete-attachment"), Entry("7.1", "create-attachment")));
        _tool.Width = 400;

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "timeline", "v1", "--limit", "2"));

        var row = _tool.Output.Split('\n').Single(l => l.Contains("create-attachment", StringComparison.Ordinal));
        Assert.Contains("create-export compute-1 iqn.x lun 1: done, found nothing, ended 2 sessions", row, StringComparison.Ordinal);
        Assert.Contains("intent 1.2, slot 0, array 50.5", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_OfMoreThanAPage_IsReadPageByPage()
    {
        _api.On(Timeline + "?limit=100", Page([.. Enumerable.Range(0, 100).Select(i => Entry($"{200 - i}.1", "reserve"))])).On(Timeline + "?limit=1&marker=101.1", Page(Entry("100.1", "create-volume")));
        _tool.Width = 400;

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("volume", "timeline", "v1", "--limit", "101"));

        Assert.Equal(100, _tool.Output.Split('\n').Count(l => l.Contains(" reserve ", StringComparison.Ordinal)));
        Assert.Contains("create-volume", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_Followed_ShowsEachOperationOnceUntilItIsInterrupted()
    {
        using var interrupt = new CancellationTokenSource();
        _api.On(Timeline + "?limit=1", Page(Entry("7.1", "create-volume")));
        _api.On(Timeline + "?limit=100", Page(Entry("7.1", "create-volume"))).On(Timeline + "?limit=100", Page(Entry("8.1", "reserve"), Entry("7.1", "create-volume")));
        _api.Answered = request =>
        {
            if (_api.Requests.Count(r => r.Request == request) == 4) interrupt.Cancel();
        };
        _tool.Width = 400;

        Assert.Equal(ExitCode.Done, await _tool.RunAsync(interrupt.Token, "volume", "timeline", "v1", "--limit", "1", "--follow"));

        Assert.Single(_tool.Output.Split('\n'), l => l.Contains("create-volume", StringComparison.Ordinal));
        Assert.Single(_tool.Output.Split('\n'), l => l.Contains(" reserve ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeline_OfNoOperations_IsRefusedBeforeAnythingIsAsked()
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("volume", "timeline", "v1", "--limit", "0"));

        Assert.Contains("--limit", _tool.Errors, StringComparison.Ordinal);
        Assert.Empty(_api.Requests);
    }

    private static string Page(params string[] entries) => $$"""{"timeline":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string marker, string operation) => $$$"""
        {"marker":"{{{marker}}}","id":"00000000-0000-0000-0000-000000000001","operation":"{{{operation}}}","subject":null,"user":"u","request_id":"r","epoch":2,"silo":"s","started_at":"2026-01-01T00:00:00.000000",
        "ended_at":"2026-01-01T00:00:01.000000","duration_ms":1000,"turn_ms":null,"intent_ms":1.2,"error":null,
        "array":{"verb":"create-export","host":"compute-1","target":"iqn.x","lun":1,"found":"nothing","said":"done","sessions_ended":2,"shows":null,"tries":1,"slot_ms":0,"array_ms":50.5}}
        """;
}
