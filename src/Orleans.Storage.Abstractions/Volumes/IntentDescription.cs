using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>The open operation of a volume. Immutable.</summary>
/// <param name="OperationId">Its id.</param>
/// <param name="Kind">What the array is asked.</param>
/// <param name="Epoch">The volume's epoch.</param>
/// <param name="NotAfter">When it is abandoned and settled.</param>
/// <param name="Subject">The host or snapshot it is about; null when it is about the volume itself.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.IntentDescription")]
public sealed record IntentDescription([property: Id(0)] OperationId OperationId, [property: Id(1)] IntentKind Kind, [property: Id(2)] long Epoch,
    [property: Id(3)] DateTimeOffset NotAfter, [property: Id(4)] string? Subject);
