namespace OrleansStorage.Simulation.Engine;

/// <summary>
/// Time, chance and turns of one simulation: one thread, one seed. Whoever has a turn is drawn by chance; when nobody has, time goes on to the next timer. The same seed gives the same run, event for event.
/// </summary>
internal sealed class World(ulong seed)
{
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<Actor> _ready = [];
    private readonly PriorityQueue<Timer, (long, long)> _timers = new();
    private long _timerNumber;

    /// <summary>When every simulation begins.</summary>
    public static DateTimeOffset Beginning { get; } = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Chance Chance { get; } = new(seed);

    /// <summary>The true time since the beginning.</summary>
    public TimeSpan Now { get; private set; }

    public long NowMs => Now.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>How many turns were taken.</summary>
    public long Turns { get; private set; }

    /// <summary>Takes turns until the condition holds; false when the time came first.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan until)
    {
        while (!condition())
        {
            if (_ready.Count > 0) TakeTurn();
            else if (!NextTimer(until)) return false;
        }
        return true;
    }

    /// <summary>Does something later, for nobody.</summary>
    public void After(TimeSpan delay, Action action) => Schedule(new Timer(action), delay);

    public void Schedule(Timer timer, TimeSpan delay) => _timers.Enqueue(timer, ((Now + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay)).Ticks, _timerNumber++));

    public void MarkReady(Actor actor) => _ready.Add(actor);

    /// <summary>Product code that leaves the simulation's thread would make a run that cannot be repeated.</summary>
    public void GuardThread()
    {
        if (Thread.CurrentThread != _thread) throw new InvalidOperationException("A continuation came from another thread: " + Environment.StackTrace);
    }

    private void TakeTurn()
    {
        Turns++;
        var i = _ready.Count == 1 ? 0 : Chance.Below(_ready.Count);
        var actor = _ready[i];
        if (actor.HasTurn) actor.RunTurn();
        if (actor.HasTurn) return;
        _ready.RemoveAt(_ready.IndexOf(actor));
    }

    private bool NextTimer(TimeSpan until)
    {
        if (!_timers.TryPeek(out var timer, out var due) || due.Item1 > until.Ticks)
        {
            Now = until > Now ? until : Now;
            return false;
        }
        _timers.Dequeue();
        if (!timer.IsOff)
        {
            Now = TimeSpan.FromTicks(due.Item1);
            timer.Fire();
        }
        return true;
    }

    /// <summary>Something that will happen once, unless it is turned off.</summary>
    internal sealed class Timer(Action action)
    {
        public bool IsOff { get; private set; }

        public void TurnOff() => IsOff = true;

        public void Fire() => action();
    }
}
