using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Goes with every mutation of an array, so that a stale caller can do no harm. Immutable.</summary>
/// <param name="OperationId">The operation on whose behalf it is done.</param>
/// <param name="Epoch">The volume's epoch when its intent was written; an array that can remember refuses a lower one than it has seen.</param>
/// <param name="NotAfter">The call is abandoned at this moment; after it nothing may be sent to the array for this operation.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayFence")]
public readonly record struct ArrayFence([property: Id(0)] OperationId OperationId, [property: Id(1)] long Epoch, [property: Id(2)] DateTimeOffset NotAfter);
