using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Scheduling;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Scheduling;

/// <summary>The silo of one pool's grain is lost and not declared dead yet: volumes that another pool takes are made as before.</summary>
public sealed class SchedulerProcessTests
{
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly PoolReport _lost = Some.Pool("lost") with { FreeGiB = 1000, TotalGiB = 1000 };
    private readonly PoolReport _other = Some.Pool("other");
    private readonly SchedulerProcess _scheduler;
    private Task<PoolReport> _answer;
    private Func<Task<bool>> _reserve = () => Task.FromResult(true);

    public SchedulerProcessTests()
    {
        _answer = Task.FromResult(_lost);
        _scheduler = new([_lost.Backend, _other.Backend], id => id == _lost.Backend ? _answer : Task.FromResult(_other), (id, _) => id == _lost.Backend ? _reserve() : Task.FromResult(true), _time, NoFaultPoints.Instance);
    }

    [Fact]
    public async Task Place_WhenEveryPoolAnswers_TakesTheBest() => Assert.Equal(_lost.Backend, (await _scheduler.PlaceAsync(Request())).Backend);

    [Fact]
    public async Task Place_WhenAPoolDoesNotAnswer_TakesAnotherAndShowsItAsDown()
    {
        var silent = await FallSilentAsync();

        var placed = _scheduler.PlaceAsync(Request());
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(_other.Backend, (await placed).Backend);
        var shown = _scheduler.GetPoolsAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([(_lost.Backend, false), (_other.Backend, true)], (await shown).Select(p => (p.Backend, p.IsUp)));
        silent.SetResult(_lost);
        Assert.All(await _scheduler.GetPoolsAsync(), p => Assert.True(p.IsUp));
    }

    [Fact]
    public async Task Place_OfAVolumeThatOnlyTheSilentPoolTakes_WaitsForIt()
    {
        var silent = await FallSilentAsync();

        var placed = _scheduler.PlaceAsync(Request() with { RequiredBackend = _lost.Backend });
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(placed.IsCompleted);
        silent.SetResult(_lost);

        Assert.Equal(_lost.Backend, (await placed).Backend);
    }

    [Fact]
    public async Task Place_RightAfterAnotherWaitedForTheSilentPool_FindsItUp()
    {
        var silent = await FallSilentAsync();
        var onlyThere = Request() with { RequiredBackend = _lost.Backend };
        var waiting = _scheduler.PlaceAsync(onlyThere);
        _time.Advance(TimeSpan.FromSeconds(2));
        silent.SetResult(_lost);
        await waiting;

        Assert.Equal(_lost.Backend, (await _scheduler.PlaceAsync(onlyThere)).Backend);
    }

    [Fact]
    public async Task Place_WhenAPoolIsLostAsItIsAskedForRoom_TakesAnother()
    {
        _reserve = () => throw new SiloUnavailableException();

        Assert.Equal(_other.Backend, (await _scheduler.PlaceAsync(Request())).Backend);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => _scheduler.PlaceAsync(Request() with { RequiredBackend = _lost.Backend }));
    }

    [Fact]
    public async Task WhyNot_WhenOnlyASilentPoolCould_WaitsForIt()
    {
        var silent = await FallSilentAsync();

        var why = _scheduler.WhyNotAsync(Request() with { RequiredBackend = _lost.Backend });
        _time.Advance(TimeSpan.FromSeconds(2));
        silent.SetResult(_lost);

        Assert.Null(await why);
    }

    private static PlacementRequest Request() => new() { VolumeId = VolumeId.New(), SizeGiB = 1 };

    /// <summary>It has answered before, and answers no more.</summary>
    private async Task<TaskCompletionSource<PoolReport>> FallSilentAsync()
    {
        await _scheduler.GetPoolsAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var silent = new TaskCompletionSource<PoolReport>();
        _answer = silent.Task;
        return silent;
    }
}
