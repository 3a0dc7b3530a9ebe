namespace OrleansStorage.Histories.Quotas;

/// <summary>What a volume uses of its project's quotas, as a commit recorded it. Immutable.</summary>
/// <param name="Snapshots">How many snapshots it has, whatever became of them.</param>
/// <param name="SizeGiB">Its size and theirs in GiB; a volume that is being grown counts as if it had grown.</param>
public sealed record CommittedUse(long Snapshots, long SizeGiB)
{
    /// <summary>Nothing.</summary>
    public static CommittedUse None { get; } = new(0, 0);
}
