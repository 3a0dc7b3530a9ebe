using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Records;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Quotas;

/// <summary>Adds up what is on record, write by write: a project never has more than its limits allow (S16), and at the end no quota is held for nobody (L6). Linear in the number of commits.</summary>
public sealed class QuotaChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "quota";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Commits is not { } commits) return CheckResult.Inconclusive(Name, "The history has no commits.");
        var findings = new Findings();
        if (history.Settings.Limits is { } limits) OfCommits(commits, limits, findings);
        foreach (var quota in history.Quiesce?.Quotas ?? [])
        {
            if (quota.InUse != quota.Recorded || quota.Reserved != 0)
                findings.Add(Invariant.L6, history.Quiesce!.At, $"Of {quota.Name}, {quota.Recorded} are on record; the project counts {quota.InUse} and has promised {quota.Reserved} to nobody.");
        }
        return findings.ResultOf(this);
    }

    private static void OfCommits(IEnumerable<Commit> commits, ProjectLimits limits, Findings findings)
    {
        var last = new Dictionary<VolumeId, CommittedUse>();
        var (snapshots, sizeGiB) = (0L, 0L);
        foreach (var commit in commits)
        {
            var (before, after) = (last.GetValueOrDefault(commit.Volume, CommittedUse.None), commit.Use ?? CommittedUse.None);
            last[commit.Volume] = after;
            snapshots += after.Snapshots - before.Snapshots;
            sizeGiB += after.SizeGiB - before.SizeGiB;
            // Only what takes more is at fault, not whoever writes while there is too much.
            if (after.Snapshots > before.Snapshots && snapshots > limits.Snapshots) findings.Add(Invariant.S16, commit.At, $"The project has {snapshots} snapshots; its quota is {limits.Snapshots}.");
            if (after.SizeGiB > before.SizeGiB && sizeGiB > limits.SizeGiB) findings.Add(Invariant.S16, commit.At, $"The project has {sizeGiB} GiB; its quota is {limits.SizeGiB}.");
        }
    }
}
