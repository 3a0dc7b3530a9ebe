namespace OrleansStorage.Data;

/// <summary>How far this machine's clock is from the database's. Immutable.</summary>
/// <param name="Ahead">By how much it is ahead; below zero when it is behind.</param>
/// <param name="Uncertainty">How far that may be wrong: half of what the question took.</param>
public readonly record struct ClockReading(TimeSpan Ahead, TimeSpan Uncertainty)
{
    /// <summary>Whether the clocks surely differ by more than <paramref name="most"/>.</summary>
    public bool IsBeyond(TimeSpan most) => Ahead.Duration() - Uncertainty > most;
}
