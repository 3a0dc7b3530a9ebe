namespace OrleansStorage.Catalog;

/// <summary>How many volumes have a status.</summary>
/// <param name="Status">The status, by its word.</param>
/// <param name="Volumes">How many.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.StatusCount")]
public sealed record StatusCount([property: Id(0)] string Status, [property: Id(1)] long Volumes);
