using OrleansStorage.Backends;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// Leaves an array alone that fails too often, and tries it again gently. It judges the last calls, not the last seconds: an array that hangs ends few calls in any time. Open for a pause, then one
/// call at a time reaches the array: its success closes the breaker, its failure opens it again. Pure but for its own state; not safe from several threads (a grain owns it).
/// </summary>
/// <param name="concurrency">How many calls the array takes at once: when all of them hang, the breaker opens.</param>
public sealed class CircuitBreaker(int concurrency)
{
    private const double TooMany = 0.4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly int _window = Math.Clamp(2 * concurrency, 6, 20);
    private readonly Queue<bool> _failed = new();
    private DateTimeOffset _openUntil;
    private bool _open;
    private bool _trying;
    private int _era;

    /// <summary>Whether the array is called.</summary>
    public BreakerState State(DateTimeOffset now) => !_open ? BreakerState.Closed : _trying || now >= _openUntil ? BreakerState.HalfOpen : BreakerState.Open;

    /// <summary>Whether a call that came now could reach the array.</summary>
    public bool LetsIn(DateTimeOffset now) => !_open || (!_trying && now >= _openUntil);

    /// <summary>Lets one call through, which <see cref="Record"/> ends; null when it must not reach the array.</summary>
    public int? TryPass(DateTimeOffset now)
    {
        if (!LetsIn(now)) return null;
        _trying = _open;
        return _era;
    }

    /// <summary>Notes how a call ended. One that began before the breaker last opened or closed says nothing new and is ignored.</summary>
    /// <param name="pass">What <see cref="TryPass"/> gave.</param>
    /// <param name="failed">Whether the array failed.</param>
    /// <param name="now">When.</param>
    /// <param name="conclusive">False for a call that was cut off before the array had a fair time: while the breaker is closed it says nothing, else overload would look like a broken array.</param>
    /// <returns>True when this opened the breaker.</returns>
    public bool Record(int pass, bool failed, DateTimeOffset now, bool conclusive = true)
    {
        if (pass != _era) return false;
        if (_open)
        {
            if (!failed) _open = false;
            Turn(now);
            return failed;
        }
        if (!conclusive) return false;
        _failed.Enqueue(failed);
        if (_failed.Count > _window) _failed.Dequeue();
        if (_failed.Count(f => f) < TooMany * _window) return false;
        _open = true;
        Turn(now);
        return true;
    }

    private void Turn(DateTimeOffset now)
    {
        _era++;
        _trying = false;
        _failed.Clear();
        _openUntil = now + Pause;
    }
}
