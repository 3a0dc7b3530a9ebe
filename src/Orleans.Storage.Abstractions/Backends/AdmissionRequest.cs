using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Asks a backend's queue for a place before the operation is on record. Immutable.</summary>
/// <param name="Lane">What the operation wants.</param>
/// <param name="Project">Whose turn it is, for fairness.</param>
/// <param name="OperationId">The operation; its call redeems the place.</param>
/// <param name="NotAfter">When the operation is abandoned; the place is kept until then.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AdmissionRequest")]
public sealed record AdmissionRequest([property: Id(0)] AdmissionLane Lane, [property: Id(1)] ProjectId Project, [property: Id(2)] OperationId OperationId, [property: Id(3)] DateTimeOffset NotAfter);
