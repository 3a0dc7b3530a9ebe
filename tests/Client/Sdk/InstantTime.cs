using System.Collections.Concurrent;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>A clock on which pauses (up to ten seconds) end at once and are written down, and time-outs (longer) never come.</summary>
internal sealed class InstantTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Every pause that was asked for, in order.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime > LongestPause)
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
