namespace OrleansStorage.Faults;

/// <summary>Nothing goes wrong on purpose: one virtual call that is over at once. Stateless, so safe from any thread.</summary>
public sealed class NoFaultPoints : IFaultPoints
{
    /// <summary>The only one that is needed.</summary>
    public static NoFaultPoints Instance { get; } = new();

    /// <inheritdoc/>
    public ValueTask ReachAsync(FaultPoint point) => ValueTask.CompletedTask;
}
