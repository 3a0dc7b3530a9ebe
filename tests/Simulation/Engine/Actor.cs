namespace OrleansStorage.Simulation.Engine;

/// <summary>One single-threaded party of the simulation, as an Orleans activation is: its turns run one at a time, in the order they became ready, when the world says so. A dead one runs no more.</summary>
internal sealed class Actor(World world, string name) : TaskScheduler
{
    private readonly Queue<Task> _turns = [];

    public string Name { get; } = name;

    public bool IsDead { get; private set; }

    public bool HasTurn => _turns.Count > 0;

    /// <summary>How far this party's clock is from the true time.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>The end of this party at this very moment: whatever it awaits never goes on.</summary>
    public void Kill()
    {
        IsDead = true;
        _turns.Clear();
    }

    /// <summary>Begins something on this party; it runs when its turn comes.</summary>
    public Task<T> Start<T>(Func<Task<T>> turn) => Task.Factory.StartNew(turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="Start{T}"/>
    public Task Start(Func<Task> turn) => Task.Factory.StartNew(turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void RunTurn() => TryExecuteTask(_turns.Dequeue());

    protected override void QueueTask(Task task)
    {
        world.GuardThread();
        if (IsDead) return;
        if (_turns.Count == 0) world.MarkReady(this);
        _turns.Enqueue(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _turns;
}
