namespace OrleansStorage.Histories.Quotas;

/// <summary>The limits of the one project of a history. Immutable.</summary>
/// <param name="Snapshots">How many snapshots it may have.</param>
/// <param name="SizeGiB">How many GiB its volumes and snapshots may have together.</param>
public sealed record ProjectLimits(long Snapshots, long SizeGiB);
