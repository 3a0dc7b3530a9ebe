using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Messages;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §23: messages to users.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private static readonly UserMessage Message = new(MessageId.New(), new(StubApi.Project), "req-1",
        new(MessageAction.ScheduleAllocateVolume, MessageDetail.NoBackendAvailable, MessageNote.Volume, Guid.NewGuid()), Samples.Time);

    private readonly Queue<CatalogQuery> _queries = new();
    private StubApi _api = null!;

    public async Task InitializeAsync() => _api = (await StubApi.StartAsync()).On("IUserMessages.ListAsync", a =>
    {
        _queries.Enqueue((CatalogQuery)a[0]!);
        return Task.FromResult<IReadOnlyList<UserMessage>>([Message]);
    });

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Show_IsCindersMessage()
    {
        var shown = (await Send("GET", $"/v3/messages/{Message.Id}", "3.3")).Json.GetProperty("message");

        Assert.Equal(["id", "event_id", "user_message", "message_level", "created_at", "guaranteed_until", "request_id", "links", "resource_type", "resource_uuid"], shown.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("VOLUME_VOLUME_001_003", "schedule allocate volume:Could not find any available weighted backend.", "ERROR", "2026-12-22T16:47:56.857795"),
            (shown.GetProperty("event_id").GetString(), shown.GetProperty("user_message").GetString(), shown.GetProperty("message_level").GetString(), shown.GetProperty("guaranteed_until").GetString()));
    }

    [Fact]
    public async Task List_FiltersAndPagesSince35()
    {
        var path = $"/v3/messages?limit=1&resource_uuid={Message.Note.ResourceId}&sort=event_id:asc";

        Assert.False((await Send("GET", path, "3.4")).Json.TryGetProperty("messages_links", out _));
        Assert.True((await Send("GET", path, "3.5")).Json.TryGetProperty("messages_links", out _));

        Assert.Equal((0, 1000), _queries.Dequeue() is var old ? (old.Filters.Length, old.Limit) : default);
        Assert.Equal(("resource_uuid", 1, "event_id"), _queries.Dequeue() is var now ? (now.Filters[0].Field, now.Limit, now.Sort[0].Field) : default);
        Assert.Equal(400, (await Send("GET", "/v3/messages?zzz=1", "3.31", "joe")).Status);
        Assert.Equal(404, (await Send("GET", "/v3/messages", "3.2")).Status);
    }

    [Theory]
    [InlineData("joe", true, 204)]
    [InlineData("joe", false, 404)]
    [InlineData("ann", true, 403)]
    public async Task Delete_Answers204OrWhyNot(string user, bool isThere, int status)
    {
        _api.On("IUserMessages.RemoveAsync", _ => Task.FromResult(isThere));

        Assert.Equal(status, (await Send("DELETE", $"/v3/messages/{Message.Id}", "3.3", user)).Status);
        foreach (var (_, arguments) in _api.Calls.Where(c => c.Method == "IUserMessages.RemoveAsync")) Assert.Equal(new ProjectId(StubApi.Project), arguments[1]);
    }

    private Task<StubAnswer> Send(string method, string path, string version, string user = "admin") =>
        _api.SendAsync(method, path, token: $"{user}:{StubApi.Project}", headers: ("OpenStack-API-Version", "volume " + version));
}
