using OrleansStorage.Records;

namespace OrleansStorage.Domain.Records;

/// <summary>A row whose document is a state, as it was read: storage does not throw for one that is damaged or of a newer version, so that whoever reads many goes on past it. Immutable.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed record Stored<TState> : IStored where TState : class
{
    /// <summary>The state; null for an empty row, and for one that cannot be read.</summary>
    public TState? State { get; init; }

    /// <inheritdoc/>
    public string? Unreadable { get; init; }
}
