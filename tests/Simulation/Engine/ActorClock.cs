namespace OrleansStorage.Simulation.Engine;

/// <summary>The world's time as one party's clock shows it. Its timers fire on the world's thread; what awaits them goes on in its own party's turns.</summary>
internal sealed class ActorClock(World world, TimeSpan offset) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => World.Beginning + world.Now + offset;

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(world, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ClockTimer(World world, TimerCallback callback, object? state) : ITimer
    {
        private World.Timer? _timer;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _timer?.TurnOff();
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            _timer = new(() =>
            {
                callback(state);
                if (period > TimeSpan.Zero) Change(period, period);
            });
            world.Schedule(_timer, dueTime);
            return true;
        }

        public void Dispose() => _timer?.TurnOff();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
