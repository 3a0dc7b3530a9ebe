namespace OrleansStorage.Catalog;

/// <summary>How many operations are open, and since when the oldest is.</summary>
/// <param name="Count">How many.</param>
/// <param name="OldestAt">When the oldest began; null when none is open.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.OpenOperations")]
public sealed record OpenOperations([property: Id(0)] long Count, [property: Id(1)] DateTimeOffset? OldestAt);
