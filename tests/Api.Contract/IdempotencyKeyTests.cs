using System.Collections.Concurrent;
using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Idempotency;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Idempotency-Key on creates.</summary>
public sealed class IdempotencyKeyTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, IdempotencyKey> _keys = [];
    private readonly VolumeId _volume = VolumeId.New();
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await Samples.StartAsync())
        .On("IIdempotencyKeys.TakeAsync", a => Task.FromResult(_keys.GetOrAdd(((IdempotencyKey)a[0]!).Key, (IdempotencyKey)a[0]!)))
        .On("IIdempotencyKeys.KeepAnswerAsync", a => Task.FromResult(_keys.AddOrUpdate(((IdempotencyKey)a[0]!).Key, _ => throw new InvalidOperationException(), (_, k) => k with { Answer = k.Answer ?? (IdempotentAnswer)a[1]! }).Answer!))
        .On("IVolumeGrain.CreateAttachment", a => Task.FromResult(new AttachmentResult(Samples.Attachment(_volume) with { Id = ((CreateAttachmentRequest)a[0]!).Id }, null)));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Create_RepeatedWithItsKey_GetsTheFirstAnswerAndMakesNothing()
    {
        var first = await SendAsync("k1");
        var again = await SendAsync("k1");

        Assert.Equal((200, first.Text, first.Header("Content-Type")), (again.Status, again.Text, again.Header("Content-Type")));
        Assert.Contains("\"attachment\"", first.Text, StringComparison.Ordinal);
        Assert.Single(Made);
    }

    [Fact]
    public async Task Create_WithAnotherKeyOrCallerOrNone_MakesAnother()
    {
        await SendAsync("k1");
        await SendAsync("k2");
        await SendAsync("k1", token: "other:" + StubApi.Project);
        await _api.SendAsync("POST", "/v3/attachments", Body(), headers: ("OpenStack-API-Version", "volume 3.54"));

        Assert.Equal(4, Made.Distinct().Count());
        Assert.Equal(3, _api.Calls.Count(c => c.Method == "IIdempotencyKeys.TakeAsync"));
    }

    [Fact]
    public async Task Create_WithItsKeyAndAnotherBody_IsAConflictThatNamesTheKey()
    {
        await SendAsync("k1");

        var answer = await SendAsync("k1", Body(Guid.NewGuid()));

        Assert.Equal(409, answer.Status);
        Assert.Contains("Idempotency-Key 'k1'", answer.Json.GetProperty("conflictingRequest").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(Made);
    }

    [Fact]
    public async Task Create_WhoseFirstTryFailed_IsTriedAgainWithTheSameId()
    {
        _api.On("IVolumeGrain.CreateAttachment", _ => throw new StorageError(ErrorKind.Unknown, ErrorReason.Unknown, "who knows").ToException());
        Assert.Equal(504, (await SendAsync("k1")).Status);
        _api.On("IVolumeGrain.CreateAttachment", a => Task.FromResult(new AttachmentResult(Samples.Attachment(_volume) with { Id = ((CreateAttachmentRequest)a[0]!).Id }, null)));

        var again = await SendAsync("k1");

        Assert.Equal(200, again.Status);
        Assert.Equal(2, Made.Count);
        Assert.Single(Made.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with\ttab")]
    public async Task Create_WithAKeyThatIsNone_SaysSo(string key)
    {
        var answer = await SendAsync(key);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Idempotency-Key", answer.Text, StringComparison.Ordinal);
        Assert.Empty(Made);
    }

    [Fact]
    public async Task VolumeCreate_WhoseAnswerWasLost_FindsTheVolumeThatIsThere()
    {
        _api.On("IProjectGrain.Reserve", _ => Task.CompletedTask).On("IProjectGrain.Commit", _ => Task.CompletedTask)
            .On("IVolumeGrain.Create", _ => throw new TimeoutException());
        const string body = """{"volume":{"size":1}}""";
        Assert.Equal(504, (await _api.SendAsync("POST", "/v3/volumes", body, headers: ("Idempotency-Key", "k"))).Status);
        var id = _keys.Values.Single().ResourceId;
        _api.On("ICatalog.ListVolumesAsync", _ => Task.FromResult<IReadOnlyList<VolumeDescription>>([Samples.Volume(id)]));

        var again = await _api.SendAsync("POST", "/v3/volumes", body, headers: ("Idempotency-Key", "k"));

        Assert.Equal((202, id), (again.Status, again.Json.GetProperty("volume").GetProperty("id").GetGuid()));
        Assert.Single(_api.Calls, c => c.Method == "IVolumeGrain.Create");
        Assert.Single(_api.Calls, c => c.Method == "IProjectGrain.Reserve");
    }

    private List<AttachmentId> Made => [.. _api.Calls.Where(c => c.Method == "IVolumeGrain.CreateAttachment").Select(c => ((CreateAttachmentRequest)c.Arguments[0]!).Id)];

    private Task<StubAnswer> SendAsync(string key, string? body = null, string token = "admin:" + StubApi.Project) =>
        _api.SendAsync("POST", "/v3/attachments", body ?? Body(), token: token, headers: [("OpenStack-API-Version", "volume 3.54"), ("Idempotency-Key", key)]);

    private string Body(Guid? instance = null) => $$$"""{"attachment":{"volume_uuid":"{{{_volume}}}","instance_uuid":"{{{instance ?? Guid.Empty}}}"}}""";
}
