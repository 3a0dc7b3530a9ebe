using System.Collections.Immutable;

namespace OrleansStorage.Reconciliation;

/// <summary>What one comparison of an array with the records found. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="Recorded">How many exports are recorded.</param>
/// <param name="OnArray">How many the array shows with our mark.</param>
/// <param name="Missing">Recorded, not on the array: made again.</param>
/// <param name="Orphaned">On the array with our mark, not recorded: reported.</param>
/// <param name="SettledOperations">How many dead operations were settled.</param>
/// <param name="Error">Why the array could not be compared; null when it was.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ReconcileReport")]
public sealed record ReconcileReport([property: Id(0)] DateTimeOffset At, [property: Id(1)] int Recorded, [property: Id(2)] int OnArray,
    [property: Id(3)] ImmutableArray<string> Missing, [property: Id(4)] ImmutableArray<string> Orphaned, [property: Id(5)] int SettledOperations, [property: Id(6)] string? Error);
