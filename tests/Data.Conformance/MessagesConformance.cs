using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Messages;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>Messages to users come with the write that ends a failed operation, and go when they are removed or old.</summary>
public abstract class MessagesConformance(ITestDatabase database) : StorageConformance(database)
{
    private IUserMessages Messages => Storage.Messages;

    [Fact]
    public async Task List_FilteredAndPaged_ShowsAProjectsMessages()
    {
        var first = await FailAsync("project", 0);
        var second = await FailAsync("project", 1);
        await FailAsync("other", 2);

        async Task<Guid[]> List(CatalogQuery query) => [.. (await Messages.ListAsync(query, default)).Select(m => m.Note.ResourceId)];
        var mine = new CatalogQuery { Project = new("project") };
        Assert.Equal([second.Id.Value, first.Id.Value], await List(mine));
        Assert.Equal([first.Id.Value], await List(mine with { Marker = second.Ended[0].Id.Value }));
        Assert.Equal([second.Id.Value], await List(mine with { Filters = [new("resource_uuid", Equal, second.Id.ToString()), new("event_id", Equal, "VOLUME_VOLUME_007_010"), new("message_level", Equal, "ERROR")] }));
        Assert.Empty(await List(mine with { Filters = [new("resource_type", Equal, "VOLUME_SNAPSHOT")] }));
        Assert.Equal(3, (await List(new())).Length);
    }

    [Fact]
    public async Task Remove_OfAMessage_IsForItsProjectAloneAndStays()
    {
        var volume = await FailAsync("project", 0);
        var id = new Ids.MessageId(volume.Ended[0].Id.Value);

        Assert.False(await Messages.RemoveAsync(id, new("other"), default));
        Assert.True(await Messages.RemoveAsync(id, new("project"), default));
        Assert.False(await Messages.RemoveAsync(id, null, default));
        Assert.Empty(await Messages.ListAsync(new(), default));
    }

    [Fact]
    public async Task RemoveExpired_After30Days_RemovesTheOldestSomeAtATime()
    {
        for (var day = 0; day < 3; day++) await FailAsync("project", day * 24);

        var now = Volumes.Start.AddDays(31).AddMinutes(1);
        Assert.Equal(1, await Messages.RemoveExpiredAsync(now, limit: 1, default));
        Assert.Equal(1, await Messages.RemoveExpiredAsync(now, limit: 5, default));
        Assert.Equal(Volumes.Start.AddDays(2), Assert.Single(await Messages.ListAsync(new(), default)).CreatedAt);
    }

    private async Task<VolumeState> FailAsync(string project, int hour)
    {
        var volume = Volumes.New(project);
        volume = volume with { Ended = [Volumes.Ended(1, Volumes.Start.AddHours(hour), "no room") with { Message = Volumes.Note(volume) }] };
        await Storage.CreateAsync(volume);
        return volume;
    }
}
