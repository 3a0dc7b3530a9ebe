using OrleansStorage.Idempotency;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>A client's key is taken once, its answer is kept and sealed, and both end after 24 hours.</summary>
public abstract class IdempotencyConformance(ITestDatabase database) : StorageConformance(database)
{
    private IIdempotencyKeys Keys => Storage.Keys;

    [Fact]
    public async Task Take_ByManyAtOnce_IsWonByOne()
    {
        var wanted = Enumerable.Range(0, 32).Select(_ => Key("k")).ToList();

        var taken = await Task.WhenAll(wanted.Select(k => Keys.TakeAsync(k, default)));

        Assert.Contains(Assert.Single(taken.Select(k => k.ResourceId).Distinct()), wanted.Select(k => k.ResourceId));
    }

    [Fact]
    public async Task KeepAnswer_Twice_KeepsTheFirstAndTellsEverybody()
    {
        var key = await Keys.TakeAsync(Key("k"), default);

        Assert.Equal(new(202, new("first")), await Keys.KeepAnswerAsync(key, new(202, new("first")), default));
        Assert.Equal(new(202, new("first")), await Keys.KeepAnswerAsync(key, new(200, new("second")), default));
        Assert.Equal(key with { Answer = new(202, new("first")) }, await Keys.TakeAsync(Key("k"), default));
    }

    [Fact]
    public async Task Take_OfAKeyWhoseTimeIsOver_IsANewOne()
    {
        var old = await Keys.TakeAsync(Key("k"), default);
        await Keys.KeepAnswerAsync(old, new(200, new("old")), default);
        var (late, tooEarly) = (Key("k", Volumes.Start.AddHours(24).AddSeconds(1)), Key("k", Volumes.Start.AddHours(24)));

        Assert.Equal(old.ResourceId, (await Keys.TakeAsync(tooEarly, default)).ResourceId);
        Assert.Equal(late, await Keys.TakeAsync(late, default));
        Assert.Equal(new(200, new("new")), await Keys.KeepAnswerAsync(old, new(200, new("new")), default));
        Assert.Null((await Keys.TakeAsync(late, default)).Answer);
    }

    [Fact]
    public async Task RemoveExpired_SomeAtATime_RemovesTheOldestAndKeepsTheYoung()
    {
        foreach (var (name, hours) in new[] { ("a", 0), ("b", 1), ("c", 2), ("d", 30) }) await Keys.TakeAsync(Key(name, Volumes.Start.AddHours(hours)), default);
        var now = Volumes.Start.AddHours(27);

        Assert.Equal(2, await Keys.RemoveExpiredAsync(now, limit: 2, default));
        Assert.Equal(1, await Keys.RemoveExpiredAsync(now, limit: 2, default));
        Assert.Equal(0, await Keys.RemoveExpiredAsync(now, limit: 2, default));
        var again = Key("d", Volumes.Start.AddHours(31));
        Assert.NotEqual(again.ResourceId, (await Keys.TakeAsync(again, default)).ResourceId);
    }

    private static IdempotencyKey Key(string name, DateTimeOffset? takenAt = null) => new(name, "digest", Guid.NewGuid(), takenAt ?? Volumes.Start);
}
