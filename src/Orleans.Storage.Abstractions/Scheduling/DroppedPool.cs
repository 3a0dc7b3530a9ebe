using OrleansStorage.Ids;

namespace OrleansStorage.Scheduling;

/// <summary>A pool that cannot take a volume. Immutable.</summary>
/// <param name="Backend">The pool.</param>
/// <param name="Filter">The filter that dropped it.</param>
/// <param name="Why">Its reason.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.DroppedPool")]
public sealed record DroppedPool([property: Id(0)] BackendId Backend, [property: Id(1)] string Filter, [property: Id(2)] string Why);
