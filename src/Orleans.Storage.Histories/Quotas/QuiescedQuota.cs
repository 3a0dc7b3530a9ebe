namespace OrleansStorage.Histories.Quotas;

/// <summary>One quota at quiesce, as its project counts it. Immutable.</summary>
/// <param name="Name">Which.</param>
/// <param name="InUse">What the project takes for used.</param>
/// <param name="Reserved">What it has promised.</param>
/// <param name="Recorded">What is on record.</param>
public sealed record QuiescedQuota(string Name, long InUse, long Reserved, long Recorded);
