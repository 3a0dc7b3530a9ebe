using Orleans.Runtime;
using OrleansStorage.Errors;

namespace OrleansStorage;

/// <summary>
/// What the one grain that knows something said last, asked for again once it is old. While that grain does not answer (its silo is lost and not declared dead yet, or its record cannot be read), what it said before stands: the calls of a
/// whole cluster must not wait for one silo. Those who ask at the same moment share one question. Safe from any thread.
/// </summary>
/// <typeparam name="T">The answer; immutable.</typeparam>
/// <param name="ask">Asks the grain.</param>
/// <param name="maxAge">How old an answer may be, counted from when it was asked for, before the grain is asked again.</param>
/// <param name="patience">How long the grain is waited for when there is an older answer.</param>
/// <param name="time">The clock.</param>
public sealed class LastAnswer<T>(Func<Task<T>> ask, TimeSpan maxAge, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _gate = new();
    private volatile Answer? _last;
    private Question? _open;
    private int _forgotten;

    /// <summary>An answer that is no older than allowed, or the last one when the grain does not answer. The first is waited for, however long it takes.</summary>
    /// <exception cref="OrleansException">The grain cannot be reached, and has not answered before.</exception>
    public ValueTask<T> GetAsync() => _last is { } last && time.GetElapsedTime(last.AskedAt) < maxAge ? ValueTask.FromResult(last.Value) : new(RenewAsync());

    /// <summary>What the grain says now. It is not asked together with anybody who asked before.</summary>
    /// <exception cref="OrleansException">The grain cannot be reached.</exception>
    public Task<T> AskAsync()
    {
        lock (_gate) return AskAsync(_forgotten, time.GetTimestamp());
    }

    /// <summary>What was said is no longer so: the grain is waited for again, and an answer that is under way is not kept.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _forgotten++;
            (_last, _open) = (null, null);
        }
    }

    private async Task<T> RenewAsync()
    {
        var (open, before) = Open();
        if (before is null) return await open.Answer;
        var left = patience - time.GetElapsedTime(open.AskedAt);
        try
        {
            return await open.Answer.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        }
        catch (Exception e) when (NoAnswer.Is(e) || e is StorageException { Error.Reason: ErrorReason.Unreadable })
        {
            return before.Value;
        }
    }

    private (Question Open, Answer? Before) Open()
    {
        lock (_gate)
        {
            if (_open is not { Answer.IsCompleted: false })
            {
                var now = time.GetTimestamp();
                _open = new(AskAsync(_forgotten, now), now);
            }
            return (_open, _last);
        }
    }

    private async Task<T> AskAsync(int forgotten, long now)
    {
        var value = await ask();
        lock (_gate)
        {
            if (forgotten == _forgotten && (_last is null || _last.AskedAt <= now)) _last = new(value, now);
        }
        return value;
    }

    private sealed record Answer(T Value, long AskedAt);

    private sealed record Question(Task<T> Answer, long AskedAt);
}
