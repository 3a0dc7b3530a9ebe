namespace OrleansStorage.Volumes;

/// <summary>That a volume's array work waits before it goes on, beside the array's own queue. Immutable.</summary>
/// <param name="For">For what, in words.</param>
/// <param name="Until">Until when at the latest, by the clock of the silo that serves the volume.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.OperationWait")]
public sealed record OperationWait([property: Id(0)] string For, [property: Id(1)] DateTimeOffset Until);
