namespace OrleansStorage.Projects;

/// <summary>One quota of one project. Immutable.</summary>
/// <param name="Limit">How much is allowed; -1 for no limit.</param>
/// <param name="InUse">How much is used.</param>
/// <param name="Reserved">How much is promised to requests under way.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.QuotaLine")]
public readonly record struct QuotaLine([property: Id(0)] long Limit, [property: Id(1)] long InUse, [property: Id(2)] long Reserved);
