namespace OrleansStorage.Drivers.Simulated;

/// <summary>A fault that was armed: says when it struck, so that a test can wait for that moment. Safe from any thread.</summary>
public sealed class ArmedFault
{
    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _first;
    private readonly int _last;
    private int _calls;

    internal ArmedFault(SimulatedFault kind, int first, int last) => (Kind, _first, _last) = (kind, first, last);

    /// <summary>What goes wrong.</summary>
    public SimulatedFault Kind { get; }

    /// <summary>Ends when it has struck for the first time.</summary>
    public Task Struck => _struck.Task;

    /// <summary>Lets calls that a <see cref="SimulatedFault.Hold"/> keeps go on, and every later one.</summary>
    public void Release() => _released.TrySetResult();

    internal Task Released => _released.Task;

    internal bool Strikes()
    {
        var call = Interlocked.Increment(ref _calls);
        return call >= _first && call <= _last;
    }

    internal void MarkStruck() => _struck.TrySetResult();
}
