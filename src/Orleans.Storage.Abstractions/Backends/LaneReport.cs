namespace OrleansStorage.Backends;

/// <summary>One lane of a backend's queue. A snapshot in time; the totals count from the backend grain's activation. Immutable.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Waiting">Calls that wait for a slot.</param>
/// <param name="Granted">Calls that ever got one.</param>
/// <param name="Refused">Calls that the queue or the breaker ever sent away.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.LaneReport")]
public sealed record LaneReport([property: Id(0)] AdmissionLane Lane, [property: Id(1)] int Waiting, [property: Id(2)] long Granted, [property: Id(3)] long Refused);
