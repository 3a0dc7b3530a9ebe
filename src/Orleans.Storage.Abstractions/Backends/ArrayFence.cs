using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Goes with every mutation of an array, so that a stale caller can do no harm. Immutable.</summary>
/// <param name="OperationId">The operation on whose behalf it is done.</param>
/// <param name="Epoch">The volume's epoch when its intent was written; an array that can remember refuses a lower one than it has seen.</param>
/// <param name="NotAfter">The call is abandoned at this moment; after it nothing may be sent to the array for this operation.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayFence")]
public readonly record struct ArrayFence([property: Id(0)] OperationId OperationId, [property: Id(1)] long Epoch, [property: Id(2)] DateTimeOffset NotAfter)
{
    /// <summary>The highest epoch before this operation that its record knows of; null when nobody says. An array that has seen a later one of another operation has a newer record than this.</summary>
    [Id(3)] public long? Known { get; init; }
    /// <summary>The operations that may have reached the array under higher epochs than <see cref="Known"/>, and of which nobody heard; null for none.</summary>
    [Id(5)] public ImmutableArray<OperationId>? KnownOperations { get; init; }
    /// <summary>The installation on whose behalf it is done; an array of another owner refuses. Null for a caller that has none, which an array of any owner refuses.</summary>
    [Id(4)] public InstallationId? Owner { get; init; }
}
