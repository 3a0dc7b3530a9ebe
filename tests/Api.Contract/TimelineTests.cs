using System.Collections.Immutable;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>GET /orleans-storage/volumes/{id}/timeline.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private static readonly string Path = $"/v3/orleans-storage/volumes/{Guid.NewGuid()}/timeline";
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = await Samples.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Timeline_OfAVolume_ShowsEveryHop()
    {
        var operation = new OperationEntry
        {
            Id = OperationId.New(), Kind = "force-detach", Subject = "a", Epoch = 3, RequestId = "req-1", UserId = "u", StartedAt = Samples.Time, EndedAt = Samples.Time.AddMilliseconds(12.5), Silo = "s", IntentMs = 1.5,
            Array = new() { Verb = IntentKind.RemoveExport, Host = "h", TargetName = "iqn.x", Lun = 1, Found = Found.Whole, Said = OutcomeKind.Done, SessionsEnded = 1, Shows = new(false, 0), SlotMs = 0.1, ArrayMs = 9 },
        };
        _api.On("IVolumeGrain.GetTimeline", _ => Task.FromResult(ImmutableArray.Create(new TimelineEntry("7.1", operation))));

        var answer = await _api.SendAsync("GET", Path + "?limit=5&marker=8.1");

        Assert.Equal((5, "8.1"), ((int)_api.Calls.Last().Arguments[0]!, (string)_api.Calls.Last().Arguments[1]!));
        var entry = answer.Json.GetProperty("timeline")[0];
        Assert.Equal(("7.1", "force-detach", 12.5, 1.5), (entry.GetProperty("marker").GetString(), entry.GetProperty("operation").GetString(), entry.GetProperty("duration_ms").GetDouble(), entry.GetProperty("intent_ms").GetDouble()));
        Assert.Equal("""{"verb":"remove-export","host":"h","target":"iqn.x","lun":1,"found":"whole","said":"done","sessions_ended":1,"shows":{"exported":false,"sessions":0},"tries":1,"slot_ms":0.1,"array_ms":9}""",
            entry.GetProperty("array").GetRawText());
    }

    [Theory]
    [InlineData("?limit=x", "limit param must be an integer")]
    [InlineData("?limit=-1", "limit param must be positive")]
    public async Task Timeline_WithABadLimit_SaysSo(string query, string message) => (await _api.SendAsync("GET", Path + query)).ExpectFault(400, "badRequest", message);

    [Fact]
    public async Task Timeline_OfNoVolume_IsNotFound()
    {
        _api.On("IVolumeGrain.GetTimeline", _ => throw StorageError.VolumeNotFound("x").ToException());

        Assert.Equal(404, (await _api.SendAsync("GET", Path)).Status);
        Assert.Equal(404, (await _api.SendAsync("GET", "/v3/orleans-storage/volumes/none/timeline")).Status);
    }
}
