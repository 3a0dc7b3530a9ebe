namespace OrleansStorage.Operations;

/// <summary>What one step of a walk through the timelines did. Immutable.</summary>
/// <param name="Next">Where the next step begins: the beginning again after the last entry.</param>
/// <param name="Removed">How many were removed.</param>
public sealed record ExpirySweep(ExpiryPlace Next, int Removed);
