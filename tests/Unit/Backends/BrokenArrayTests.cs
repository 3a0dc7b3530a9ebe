using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Calls on an array that hangs, fails or fails half of the time: the breaker opens, nobody waits, and it closes when the array is well.</summary>
public sealed class BrokenArrayTests
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly ArraySlots _slots;
    private int _reached;
    private int _hanging;

    public BrokenArrayTests() => _slots = new(8, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);

    [Fact]
    public async Task Breaker_ArrayThatHangs_OpensAndThoseThatWaitAreAnsweredAtOnce()
    {
        var hanging = Enumerable.Range(0, 8).Select(i => Run(i, HangAsync)).ToList();
        await Soon.Holds(() => Volatile.Read(ref _hanging) == 8, "every slot hangs");
        var waiting = Enumerable.Range(8, 20).Select(i => Run(i, DoneAsync, TimeSpan.FromMinutes(10))).ToList();
        await Soon.Holds(() => _slots.Waiting == 20, "twenty calls wait");

        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.All(await Soon.Happens(Task.WhenAll(hanging), "the hanging calls ended"), o => Assert.Equal(OutcomeKind.Unknown, o.Kind));
        await Soon.Happens(Task.WhenAll(waiting), "the waiting calls were answered");
        Assert.Equal(BreakerState.Open, _slots.Breaker);
        await IsLeftAloneAsync();
        await ClosesAfterThePauseAsync();
    }

    [Fact]
    public async Task Breaker_DriverThatIgnoresItsDeadlines_OpensWithItsSlotsStillTaken()
    {
        var stuck = new TaskCompletionSource<ArrayOutcome<int>>();
        var calls = Enumerable.Range(0, 8).Select(i => Run(i, _ => stuck.Task)).ToList();
        await Soon.Holds(() => _slots.Running == 8, "every slot is stuck");
        var waiting = Run(9, DoneAsync, TimeSpan.FromMinutes(10));
        await Soon.Holds(() => _slots.Waiting == 1, "a call waits");

        _time.Advance(TimeSpan.FromSeconds(16));

        Assert.All(await Soon.Happens(Task.WhenAll(calls), "the stuck calls were answered"), o => Assert.Equal(OutcomeKind.Unknown, o.Kind));
        Assert.Equal(OutcomeKind.Unreachable, (await Soon.Happens(waiting, "the waiting call was answered")).Kind);
        Assert.Equal((BreakerState.Open, 8), (_slots.Breaker, _slots.Running));
        stuck.SetResult(ArrayOutcome.Done(0));
        await Soon.Holds(() => _slots.Running == 0, "the slots are free");
        await ClosesAfterThePauseAsync();
    }

    [Theory]
    [InlineData(OutcomeKind.Unreachable)]
    [InlineData(OutcomeKind.Unknown)]
    public async Task Breaker_ArrayThatFails_IsLeftAloneAndTriedAgain(OutcomeKind failure)
    {
        for (var i = 0; _slots.Breaker == BreakerState.Closed; i++)
        {
            Assert.InRange(i, 0, 8);
            await Run(i, _ => Task.FromResult(new ArrayOutcome<int>(failure, 0, "no")));
        }

        await IsLeftAloneAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(failure, (await Run(1, _ => Task.FromResult(new ArrayOutcome<int>(failure, 0, "no")))).Kind);
        await IsLeftAloneAsync();
        await ClosesAfterThePauseAsync();
    }

    [Fact]
    public async Task Breaker_ArrayThatFailsHalfOfTheCalls_Opens()
    {
        for (var i = 0; _slots.Breaker == BreakerState.Closed; i++)
        {
            Assert.InRange(i, 0, 20);
            var outcome = i % 2 == 0 ? ArrayOutcome.Done(i) : ArrayOutcome.Unreachable<int>("no");
            await Run(i, _ => Task.FromResult(outcome));
        }

        await IsLeftAloneAsync();
        await ClosesAfterThePauseAsync();
    }

    [Fact]
    public async Task Breaker_CallsThatWaitedMostOfTheirTime_DoNotOpenItWhenTheyAreCutOff()
    {
        var first = new TaskCompletionSource<ArrayOutcome<int>>();
        var slow = Enumerable.Range(0, 8).Select(i => Run(i, _ => first.Task, TimeSpan.FromMinutes(10))).ToList();
        await Soon.Holds(() => _slots.Running == 8, "every slot is taken");
        var cutOff = Enumerable.Range(8, 8).Select(i => Run(i, HangAsync, TimeSpan.FromSeconds(5))).ToList();
        await Soon.Holds(() => _slots.Waiting == 8, "eight calls wait");
        _time.Advance(TimeSpan.FromSeconds(3.9));
        first.SetResult(ArrayOutcome.Done(1));
        await Soon.Happens(Task.WhenAll(slow), "the slow calls ended");
        await Soon.Holds(() => Volatile.Read(ref _hanging) == 8, "the others have their turn");

        _time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.All(await Soon.Happens(Task.WhenAll(cutOff), "they were cut off"), o => Assert.Equal(OutcomeKind.Unknown, o.Kind));
        Assert.Equal(BreakerState.Closed, _slots.Breaker);
    }

    [Fact]
    public async Task Breaker_Refusals_DoNotOpenIt()
    {
        for (var i = 0; i < 100; i++) Assert.Equal(OutcomeKind.Refused, (await Run(i, _ => Task.FromResult(ArrayOutcome.Refused<int>("no")))).Kind);
        Assert.Equal(BreakerState.Closed, _slots.Breaker);
    }

    [Fact]
    public async Task Breaker_OneTryHangs_OthersAreAnsweredAtOnce()
    {
        for (var i = 0; _slots.Breaker == BreakerState.Closed; i++) await Run(i, _ => Task.FromResult(ArrayOutcome.Unreachable<int>("no")));
        _time.Advance(TimeSpan.FromSeconds(5));
        var trial = Run(1, HangAsync);
        await Soon.Holds(() => _slots.Running == 1, "one call tries the array");

        await IsLeftAloneAsync();

        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(OutcomeKind.Unknown, (await Soon.Happens(trial, "the try ended")).Kind);
        Assert.Equal(BreakerState.Open, _slots.Breaker);
    }

    [Fact]
    public async Task Admit_BreakerIsOpen_RefusesWhatWouldBeMadeAndTakesOnWhatMustGo()
    {
        for (var i = 0; _slots.Breaker == BreakerState.Closed; i++) await Run(i, _ => Task.FromResult(ArrayOutcome.Unreachable<int>("no")));
        var attach = new AdmissionRequest(AdmissionLane.Attach, Some.Project, OperationId.New(), _time.GetUtcNow().AddSeconds(15));

        Assert.Equal(ErrorKind.Unreachable, _slots.Admit(attach)!.Kind);
        Assert.Null(_slots.Admit(attach with { Lane = AdmissionLane.Detach }));
    }

    private async Task IsLeftAloneAsync()
    {
        var before = _reached;
        Assert.Equal(OutcomeKind.Unreachable, (await Soon.Happens(Run(50, DoneAsync), "the call was answered at once")).Kind);
        Assert.Equal(before, _reached);
    }

    private async Task ClosesAfterThePauseAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await Soon.Happens(Run(51, DoneAsync), "the try ended")).IsDone);
        Assert.Equal(BreakerState.Closed, _slots.Breaker);
        var calls = await Soon.Happens(Task.WhenAll(Enumerable.Range(100, 100).Select(i => Run(i, DoneAsync))), "the array is called as usual");
        Assert.All(calls, o => Assert.True(o.IsDone));
    }

    private Task<ArrayOutcome<int>> DoneAsync(CancellationToken deadline)
    {
        _reached++;
        return Task.FromResult(ArrayOutcome.Done(1));
    }

    private async Task<ArrayOutcome<int>> HangAsync(CancellationToken deadline)
    {
        Interlocked.Increment(ref _hanging);
        await Task.Delay(Timeout.Infinite, deadline);
        return ArrayOutcome.Done(1);
    }

    private Task<ArrayOutcome<int>> Run(int volume, Func<CancellationToken, Task<ArrayOutcome<int>>> call, TimeSpan? within = null)
    {
        var fence = new ArrayFence(OperationId.New(), 1, _time.GetUtcNow() + (within ?? TimeSpan.FromSeconds(15)));
        var target = new VolumeId(new Guid(volume, 0, 0, new byte[8]));
        return Task.Factory.StartNew(() => _slots.RunAsync(AdmissionLane.Attach, Some.Project, target, fence, call), CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
    }
}
