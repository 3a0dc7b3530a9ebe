namespace OrleansStorage.Histories.Checking;

/// <summary>One way in which a history is not as it must be. Immutable.</summary>
/// <param name="Invariant">What is broken.</param>
/// <param name="At">The number of the event that breaks it.</param>
/// <param name="Message">How, in a sentence.</param>
public sealed record Violation(Invariant Invariant, long At, string Message);
