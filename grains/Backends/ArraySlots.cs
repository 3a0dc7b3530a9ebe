using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Ids;
using Polly;
using Polly.CircuitBreaker;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// Runs calls on one array under the slots that its queue grants, behind a circuit breaker. A call whose turn would come after its deadline is refused at once; one whose deadline comes while it
/// waits never reaches the array. Runs on one scheduler at a time, as a grain does.
/// </summary>
internal sealed class ArraySlots
{
    private readonly AdmissionQueue _queue;
    private readonly Dictionary<AdmissionTicket, TaskCompletionSource> _waiting = [];
    private readonly ResiliencePipeline<OutcomeKind> _breaker;
    private readonly TimeProvider _time;

    public ArraySlots(int concurrency, TimeProvider time)
    {
        (_queue, _time) = (new AdmissionQueue(concurrency), time);
        _breaker = new ResiliencePipelineBuilder<OutcomeKind> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<OutcomeKind>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(5),
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is not null || args.Outcome.Result is OutcomeKind.Unreachable or OutcomeKind.Unknown),
            })
            .Build();
    }

    public int Running => _queue.Running;

    public int Waiting => _queue.Waiting;

    public async Task<ArrayOutcome<T>> RunAsync<T>(AdmissionLane lane, ProjectId project, VolumeId target, DateTimeOffset notAfter, Func<CancellationToken, Task<ArrayOutcome<T>>> call)
    {
        var now = _time.GetUtcNow();
        var wait = _queue.EstimatedWait;
        if (now + wait >= notAfter) return ArrayOutcome.Busy<T>($"The backend has {Waiting} calls waiting, about {wait.TotalSeconds:F1} s of work.", wait);
        using var deadline = new CancellationTokenSource(notAfter - now, _time);
        var ticket = new AdmissionTicket(lane, project, target, now);
        var asked = _time.GetTimestamp();
        if (!await EnterAsync(ticket, deadline.Token)) return ArrayOutcome.Busy<T>($"No turn came in time; {Waiting} calls are waiting.", _queue.EstimatedWait);
        try
        {
            var granted = _time.GetTimestamp();
            var outcome = await CallAsync(call, deadline.Token);
            return outcome.Noting(t => t with { SlotMs = Hop.Ms(_time.GetElapsedTime(asked, granted)), ArrayMs = Hop.Ms(_time.GetElapsedTime(granted)) });
        }
        finally
        {
            _queue.Release(ticket, _time.GetUtcNow());
            GrantNext();
        }
    }

    private async Task<ArrayOutcome<T>> CallAsync<T>(Func<CancellationToken, Task<ArrayOutcome<T>>> call, CancellationToken deadline)
    {
        ArrayOutcome<T>? outcome = null;
        // Polly leaves the grain's scheduler between its steps unless it is told to stay.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, deadline);
        try
        {
            await _breaker.ExecuteAsync(async c => (outcome = await call(c.CancellationToken)).Kind, context);
            return outcome!;
        }
        catch (BrokenCircuitException)
        {
            return ArrayOutcome.Unreachable<T>("The array failed too often; it is left alone for a moment.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return ArrayOutcome.Unknown<T>("The array did not answer in time.");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<bool> EnterAsync(AdmissionTicket ticket, CancellationToken deadline)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(ticket, turn);
        _queue.Enqueue(ticket);
        GrantNext();
        try
        {
            using (deadline.Register(() => turn.TrySetCanceled(deadline))) await turn.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            if (!_queue.Withdraw(ticket)) return true;
            _waiting.Remove(ticket);
            return false;
        }
    }

    private void GrantNext()
    {
        foreach (var ticket in _queue.Grant(_time.GetUtcNow()))
        {
            if (_waiting.Remove(ticket, out var turn)) turn.TrySetResult();
        }
    }
}
