using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>How this installation's record stands to one array, as its backend last saw it. A snapshot in time. Immutable.</summary>
/// <param name="Kind">How.</param>
/// <param name="Installation">This installation.</param>
/// <param name="Owner">Whose the array is; null while nobody's, or unread.</param>
/// <param name="RecordGeneration">The generation of our record.</param>
/// <param name="ArrayGeneration">The highest that the array has seen.</param>
/// <param name="Held">The volumes that were met whose record is behind; there may be more.</param>
/// <param name="Why">What an operator should know and do, in a sentence; null when the record is in step and no volume is held.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.BackendStanding")]
public sealed record BackendStanding([property: Id(0)] RecordStanding Kind, [property: Id(1)] InstallationId Installation, [property: Id(2)] InstallationId? Owner,
    [property: Id(3)] long RecordGeneration, [property: Id(4)] long ArrayGeneration, [property: Id(5)] ImmutableArray<HeldVolume> Held, [property: Id(6)] string? Why)
{
    /// <summary>Whether anything waits for an operator.</summary>
    public bool IsHeld => Why is not null;
}
