using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>The highest epoch that came to an array for one volume. Immutable.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="OperationId">The operation that carried it; null when it came before arrays kept operations.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.SeenEpoch")]
public readonly record struct SeenEpoch([property: Id(0)] VolumeId VolumeId, [property: Id(1)] long Epoch, [property: Id(2)] OperationId? OperationId);
