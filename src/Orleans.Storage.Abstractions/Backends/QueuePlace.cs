namespace OrleansStorage.Backends;

/// <summary>Where one call is in its backend's queue, or would be. A snapshot in time. Immutable.</summary>
/// <param name="Waiting">How many calls of the backend wait.</param>
/// <param name="Position">Which turn is this call's, from 1; 0 when it is on the array.</param>
/// <param name="EstimatedWait">How long until then, judged by what the calls before took.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.QueuePlace")]
public sealed record QueuePlace([property: Id(0)] int Waiting, [property: Id(1)] int Position, [property: Id(2)] TimeSpan EstimatedWait);
