using Microsoft.Extensions.Time.Testing;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Calls on one array under granted slots, deadlines and a breaker, on one scheduler at a time as in a grain.</summary>
public sealed class ArraySlotsTests
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly FakeTimeProvider _time = new(Some.Now);

    [Fact]
    public async Task Run_MoreThanTheConcurrency_RunsThatManyAndAllInTheEnd()
    {
        var slots = new ArraySlots(3, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        var (running, most) = (0, 0);
        var open = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 30).Select(i => Run(slots, i, async _ =>
        {
            most = Math.Max(most, ++running);
            await open.Task;
            running--;
            return ArrayOutcome.Done(i);
        })).ToList();
        await Soon.Holds(() => slots is { Running: 3, Waiting: 27 }, "three calls run and the others wait");

        open.SetResult();

        Assert.Equal(Enumerable.Range(0, 30), (await Soon.Happens(Task.WhenAll(calls), "every call ended")).Select(o => o.Value));
        Assert.Equal(3, most);
        Assert.Equal((0, 0), (slots.Running, slots.Waiting));
    }

    [Fact]
    public async Task Run_WaitThatWouldOutliveTheDeadline_IsBusyAtOnceWithAnEstimate()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        await Teach(slots, TimeSpan.FromSeconds(4));
        var running = new TaskCompletionSource();
        var holder = Run(slots, 1, async _ =>
        {
            await running.Task;
            return ArrayOutcome.Done(1);
        });
        await Soon.Holds(() => slots.Running == 1, "the slot is taken");

        var outcome = await Soon.Happens(Run(slots, 2, _ => throw new InvalidOperationException("It must not reach the array."), TimeSpan.FromSeconds(7)), "the call was refused");

        Assert.Equal((OutcomeKind.Busy, TimeSpan.FromSeconds(4)), (outcome.Kind, outcome.RetryAfter));
        Assert.Contains("0 calls waiting", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, slots.Waiting);
        running.SetResult();
        await Soon.Happens(holder, "the first call ended");
    }

    [Fact]
    public async Task Run_DeadlineComesWhileItWaits_NeverReachesTheArray()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        var running = new TaskCompletionSource();
        var holder = Run(slots, 1, async _ =>
        {
            await running.Task;
            return ArrayOutcome.Done(1);
        }, TimeSpan.FromMinutes(10));
        await Soon.Holds(() => slots.Running == 1, "the slot is taken");
        var reached = false;
        var late = Run(slots, 2, _ =>
        {
            reached = true;
            return Task.FromResult(ArrayOutcome.Done(2));
        });
        await Soon.Holds(() => slots.Waiting == 1, "the second call waits");

        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(OutcomeKind.Busy, (await Soon.Happens(late, "the second call was refused")).Kind);
        running.SetResult();
        await Soon.Happens(holder, "the first call ended");
        Assert.False(reached);
        Assert.Equal((0, 0), (slots.Running, slots.Waiting));
    }

    [Fact]
    public async Task Run_DeadlineIsOver_IsBusyWithoutReachingTheArray() =>
        Assert.Equal(OutcomeKind.Busy, (await Run(new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance), 1, _ => throw new InvalidOperationException("It must not reach the array."), TimeSpan.Zero)).Kind);

    [Fact]
    public async Task Run_CallThatHangs_IsCancelledAtItsDeadlineAndUnknown()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        var call = Run(slots, 1, async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return ArrayOutcome.Done(1);
        });
        await Soon.Holds(() => slots.Running == 1, "the call runs");

        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(OutcomeKind.Unknown, (await Soon.Happens(call, "the call was cancelled")).Kind);
        Assert.Equal(0, slots.Running);
    }

    [Fact]
    public async Task Run_CallThatIgnoresItsDeadline_KeepsItsVolumeToItself()
    {
        var slots = new ArraySlots(8, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        var stuck = new TaskCompletionSource();
        var first = Run(slots, 1, async _ =>
        {
            await stuck.Task;
            return ArrayOutcome.Done(1);
        });
        await Soon.Holds(() => slots.Running == 1, "the call runs");
        _time.Advance(TimeSpan.FromSeconds(20));
        var second = Run(slots, 1, _ => Task.FromResult(ArrayOutcome.Done(2)));
        await Soon.Holds(() => slots.Waiting == 1, "the second call of the volume waits");

        stuck.SetResult();

        await Soon.Happens(first, "the first call ended");
        Assert.Equal(2, (await Soon.Happens(second, "the second call ended")).Value);
    }

    [Fact]
    public async Task Run_CallThatThrows_GivesItsSlotBack()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(slots, 1, _ => throw new InvalidOperationException("A driver's defect.")));

        Assert.Equal((0, 0), (slots.Running, slots.Waiting));
        Assert.True((await Run(slots, 1, _ => Task.FromResult(ArrayOutcome.Done(1)))).IsDone);
    }

    [Fact]
    public async Task Run_CallWithAPlace_IsNotRefusedByThoseThatCameMeanwhile()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        await Teach(slots, TimeSpan.FromSeconds(4));
        var running = new TaskCompletionSource();
        var holder = Run(slots, 1, async _ =>
        {
            await running.Task;
            return ArrayOutcome.Done(1);
        });
        await Soon.Holds(() => slots.Running == 1, "the slot is taken");
        var fence = new ArrayFence(OperationId.New(), 1, _time.GetUtcNow().AddSeconds(9));
        var request = new AdmissionRequest(AdmissionLane.Attach, Some.Project, fence.OperationId, fence.NotAfter);

        Assert.Null(slots.Admit(request));
        var refused = slots.Admit(request with { OperationId = OperationId.New() })!;
        Assert.Equal((ErrorKind.Busy, TimeSpan.FromSeconds(8), new QueuePlace(0, 2, TimeSpan.FromSeconds(8))), (refused.Kind, refused.RetryAfter, refused.Queue));
        Assert.Equal(1, slots.Lanes.Single(l => l.Lane == AdmissionLane.Attach).Refused);
        var promised = Task.Factory.StartNew(() => slots.RunAsync(AdmissionLane.Attach, Some.Project, Some.VolumeId, fence, _ => Task.FromResult(ArrayOutcome.Done(2))),
            CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
        running.SetResult();

        await Soon.Happens(holder, "the first call ended");
        Assert.Equal(2, (await Soon.Happens(promised, "the promised call ended")).Value);
    }

    [Fact]
    public async Task Run_DeadlineOfAClockThatIsSixtyDaysAhead_IsCutOffAfterTheLongestTime()
    {
        var slots = new ArraySlots(1, OperationTimeouts.Default.Longest, _time, NoFaultPoints.Instance);
        var hanging = Run(slots, 1, async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ArrayOutcome.Done(1);
        }, TimeSpan.FromDays(60));
        await Soon.Holds(() => slots.Running == 1, "the call runs");

        _time.Advance(OperationTimeouts.Default.Longest);

        Assert.Equal(OutcomeKind.Unknown, (await Soon.Happens(hanging, "the call was cut off")).Kind);
        Assert.Equal(0, slots.Running);
    }

    private async Task Teach(ArraySlots slots, TimeSpan service)
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var call = Run(slots, 99, async _ =>
        {
            begun.SetResult();
            await end.Task;
            return ArrayOutcome.Done(1);
        });
        await Soon.Happens(begun.Task, "the call runs");
        _time.Advance(service);
        end.SetResult();
        await Soon.Happens(call, "the call ended");
    }

    private Task<ArrayOutcome<int>> Run(ArraySlots slots, int volume, Func<CancellationToken, Task<ArrayOutcome<int>>> call, TimeSpan? within = null)
    {
        var fence = new ArrayFence(OperationId.New(), 1, _time.GetUtcNow() + (within ?? TimeSpan.FromSeconds(15)));
        var target = new VolumeId(new Guid(volume, 0, 0, new byte[8]));
        return Task.Factory.StartNew(() => slots.RunAsync(AdmissionLane.Attach, Some.Project, target, fence, call), CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
    }
}
