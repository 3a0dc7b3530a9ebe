using System.Collections.Immutable;

namespace OrleansStorage.Reconciliation;

/// <summary>What one comparison of an array with the records and the attachments found, and what was done about it. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="IsDryRun">Whether it only looked.</param>
/// <param name="Recorded">How many exports are recorded.</param>
/// <param name="OnArray">How many the array shows with our mark.</param>
/// <param name="Attachments">How many attachments the exporting volumes have.</param>
/// <param name="Differences">Every difference.</param>
/// <param name="SettledOperations">How many dead operations were settled.</param>
/// <param name="Error">Why the array could not be compared; null when it was.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ReconcileReport")]
public sealed record ReconcileReport([property: Id(0)] DateTimeOffset At, [property: Id(1)] bool IsDryRun, [property: Id(2)] int Recorded, [property: Id(3)] int OnArray,
    [property: Id(4)] int Attachments, [property: Id(5)] ImmutableArray<Drift> Differences, [property: Id(6)] int SettledOperations, [property: Id(7)] string? Error)
{
    /// <summary>How the record stands to the array; null when nobody said.</summary>
    [Id(8)] public Backends.BackendStanding? Standing { get; init; }
}
