using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// Runs calls on one array under the slots that its queue grants, behind a circuit breaker. A call whose turn would come after its deadline is refused at once; one whose deadline comes while it
/// waits never reaches the array; while the breaker is open none waits. A call that ends after its deadline is unknown at its deadline, and keeps its slot and its volume until it ends.
/// A deadline is never further away than the longest operation's: a wrong clock's holds no place. Runs on one scheduler at a time, as a grain does.
/// </summary>
internal sealed class ArraySlots(int concurrency, TimeSpan longest, TimeProvider time, IFaultPoints faults, BackendMeter? meter = null)
{
    /// <summary>How long after its deadline a call may still answer what it found when it was cancelled.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    /// <summary>A call that has no more left is not made: it would be cut off.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Why a call is not made while the breaker is open.</summary>
    public const string LeftAlone = "The array failed too often; it is left alone for a moment.";

    private const string NoTurn = "No turn came in time";
    private readonly SteadyClock _clock = new(time);
    private readonly AdmissionQueue _queue = new(concurrency);
    private readonly CircuitBreaker _breaker = new(concurrency);
    private readonly Dictionary<AdmissionTicket, TaskCompletionSource<Turn>> _waiting = [];
    private readonly long[] _refused = new long[3];

    private enum Turn { Granted, TooLate, LeftAlone }

    public int Running => _queue.Running;

    public int Waiting => _queue.Waiting;

    public TimeSpan EstimatedWait => _queue.EstimatedDrain(_clock.Now);

    public BreakerState Breaker => _breaker.State(_clock.Now);

    public ImmutableArray<LaneReport> Lanes =>
        [.. Enum.GetValues<AdmissionLane>().Select(lane => new LaneReport(lane, _queue.WaitingIn(lane), _queue.GrantedIn(lane), _refused[(int)lane]))];

    public QueuePlace? PlaceOf(VolumeId target) => _queue.PlaceOf(target, _clock.Now);

    /// <summary>Keeps a place for an operation that is about to be written, or says why not. What an array that is left alone must give up is taken on and owed to it; what it must make is not.</summary>
    public StorageError? Admit(AdmissionRequest request)
    {
        if (request.Lane != AdmissionLane.Detach && !_breaker.LetsIn(_clock.Now)) return LeaveAlone<Found>(request.Lane).ToError();
        var notAfter = _clock.Of(request.NotAfter, longest);
        if (RefusalOf<Found>(request.Lane, request.Project, notAfter) is { } busy) return busy.ToError();
        _queue.Promise(request.OperationId, request.Lane, notAfter);
        return null;
    }

    public async Task<ArrayOutcome<T>> RunAsync<T>(AdmissionLane lane, ProjectId project, VolumeId target, ArrayFence fence, Func<CancellationToken, Task<ArrayOutcome<T>>> call)
    {
        var (now, notAfter, promised) = (_clock.Now, _clock.Of(fence.NotAfter, longest), _queue.Redeem(fence.OperationId));
        if (!_breaker.LetsIn(now)) return LeaveAlone<T>(lane);
        if ((!promised || now >= notAfter) && RefusalOf<T>(lane, project, notAfter) is { } busy) return busy;
        var ticket = new AdmissionTicket(lane, project, target, now);
        var turn = await EnterAsync(ticket, _queue.LatestTurn(lane, now, notAfter) - now);
        if (turn == Turn.TooLate) return Refuse<T>(lane, project, NoTurn);
        if (turn == Turn.LeftAlone) return LeaveAlone<T>(lane);
        var granted = _clock.Now;
        meter?.Waited(lane, granted - now);
        var outcome = await CallAsync(ticket, call, notAfter);
        return outcome.Noting(t => t with { SlotMs = Hop.Ms(granted - now), ArrayMs = Hop.Ms(_clock.Now - granted) });
    }

    private async Task<ArrayOutcome<T>> CallAsync<T>(AdmissionTicket ticket, Func<CancellationToken, Task<ArrayOutcome<T>>> call, DateTimeOffset notAfter)
    {
        var begun = _clock.Now;
        var left = notAfter - begun;
        if (left < LeastTime)
        {
            Release(ticket, ended: false);
            return Refuse<T>(ticket.Lane, ticket.Project, NoTurn);
        }
        if (_breaker.TryPass(begun) is not { } pass)
        {
            Release(ticket, ended: false);
            return LeaveAlone<T>(ticket.Lane);
        }
        using var deadline = new CancellationTokenSource(left, time);
        var kind = OutcomeKind.Unknown;
        try
        {
            var running = BeginAsync(call, deadline.Token);
            _ = ReleaseAfterAsync(running, ticket, notAfter);
            var outcome = await running.WaitAsync(left + LastWord, time, CancellationToken.None);
            kind = outcome.Kind;
            return outcome;
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && deadline.IsCancellationRequested))
        {
            await faults.ReachAsync(FaultPoint.BackendSlotLate);
            return ArrayOutcome.Unknown<T>("The array did not answer in time.");
        }
        finally
        {
            var now = _clock.Now;
            meter?.Called(ticket.Lane, kind, now - begun);
            var conclusive = !deadline.IsCancellationRequested || _queue.IsFairTime(ticket.Lane, left);
            if (_breaker.Record(pass, kind is OutcomeKind.Unreachable or OutcomeKind.Unknown, now, conclusive)) SendAllAway();
        }
    }

    /// <summary>A driver that throws before its first await still answers by a task.</summary>
    private static async Task<ArrayOutcome<T>> BeginAsync<T>(Func<CancellationToken, Task<ArrayOutcome<T>>> call, CancellationToken deadline) => await call(deadline);

    private async Task ReleaseAfterAsync(Task running, AdmissionTicket ticket, DateTimeOffset notAfter)
    {
        await Task.WhenAny(running);
        try
        {
            await faults.ReachAsync(FaultPoint.BackendBeforeRelease);
        }
        finally
        {
            Release(ticket, ended: _clock.Now < notAfter);
        }
    }

    private void Release(AdmissionTicket ticket, bool ended)
    {
        _queue.Release(ticket, _clock.Now, ended);
        GrantNext();
    }

    private async Task<Turn> EnterAsync(AdmissionTicket ticket, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience, time);
        var turn = new TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(ticket, turn);
        _queue.Enqueue(ticket);
        GrantNext();
        try
        {
            using (late.Token.Register(() => turn.TrySetCanceled(late.Token))) return await turn.Task;
        }
        catch (OperationCanceledException)
        {
            if (ticket.GrantedAt is not null) return Turn.Granted;
            if (!_queue.Withdraw(ticket)) return Turn.LeftAlone;
            _waiting.Remove(ticket);
            return Turn.TooLate;
        }
    }

    private void GrantNext()
    {
        foreach (var ticket in _queue.Grant(_clock.Now))
        {
            if (_waiting.Remove(ticket, out var turn)) turn.TrySetResult(Turn.Granted);
        }
    }

    /// <summary>The breaker opened: nobody waits for slots that hanging calls may hold for long.</summary>
    private void SendAllAway()
    {
        foreach (var (ticket, turn) in _waiting)
        {
            _queue.Withdraw(ticket);
            turn.TrySetResult(Turn.LeftAlone);
        }
        _waiting.Clear();
    }

    private ArrayOutcome<T>? RefusalOf<T>(AdmissionLane lane, ProjectId project, DateTimeOffset notAfter)
    {
        var now = _clock.Now;
        return now >= notAfter || now + _queue.PlaceForNew(lane, project, now).EstimatedWait >= _queue.LatestTurn(lane, now, notAfter) ? Refuse<T>(lane, project, "The turn of this one would come after its deadline") : null;
    }

    private ArrayOutcome<T> Refuse<T>(AdmissionLane lane, ProjectId project, string why)
    {
        var place = _queue.PlaceForNew(lane, project, _clock.Now);
        Count(lane, OutcomeKind.Busy);
        return ArrayOutcome.Busy<T>($"{why}: the backend has {place.Waiting} calls waiting, about {place.EstimatedWait.TotalSeconds:F1} s of work before a new one.", place);
    }

    private ArrayOutcome<T> LeaveAlone<T>(AdmissionLane lane)
    {
        Count(lane, OutcomeKind.Unreachable);
        return ArrayOutcome.Unreachable<T>(LeftAlone);
    }

    private void Count(AdmissionLane lane, OutcomeKind why)
    {
        _refused[(int)lane]++;
        meter?.Refused(lane, why);
    }
}
