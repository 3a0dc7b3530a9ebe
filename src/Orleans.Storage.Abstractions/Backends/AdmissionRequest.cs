using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Asks a backend's queue for a place before the operation is on record. Immutable.</summary>
/// <param name="Lane">What the operation wants.</param>
/// <param name="Project">Whose turn it is, for fairness.</param>
/// <param name="OperationId">The operation; its call redeems the place.</param>
/// <param name="NotAfter">When the operation is abandoned; the place is kept until then.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AdmissionRequest")]
public sealed record AdmissionRequest([property: Id(0)] AdmissionLane Lane, [property: Id(1)] ProjectId Project, [property: Id(2)] OperationId OperationId, [property: Id(3)] DateTimeOffset NotAfter)
{
    /// <summary>The volume; null when nobody says.</summary>
    [Id(4)] public VolumeId? Volume { get; init; }
    /// <summary>The epoch that its call will carry.</summary>
    [Id(5)] public long Epoch { get; init; }
    /// <summary>The highest epoch before it that the record knows of; null when nobody says.</summary>
    [Id(6)] public long? Known { get; init; }

    /// <inheritdoc cref="ArrayFence.KnownOperations"/>
    [Id(7)] public ImmutableArray<OperationId>? KnownOperations { get; init; }

    /// <summary>The fence that its call will carry.</summary>
    public ArrayFence Fence => new(OperationId, Epoch, NotAfter) { Known = Known, KnownOperations = KnownOperations };
}
