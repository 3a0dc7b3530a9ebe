using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Histories.Tests.Support;

namespace OrleansStorage.Histories.Tests;

/// <summary>Projects that have more than they may, or hold what nobody uses.</summary>
internal static class BadQuotas
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["a snapshot too many"] = new("quota", Invariant.S16, Limited().Use(1, 2, 2).Use(2, 1, 2)),
        ["a GiB too many"] = new("quota", Invariant.S16, Limited().Use(1, 0, 6).Use(2, 0, 5)),
        ["quota is held for nobody"] = new("quota", Invariant.L6, Limited().Use(1, 1, 2).Quiesce(new QuiescedQuota("snapshots", InUse: 1, Reserved: 1, Recorded: 1))),
        ["quota is counted for nobody"] = new("quota", Invariant.L6, Limited().Use(1, 0, 2).Quiesce(new QuiescedQuota("snapshots", InUse: 1, Reserved: 0, Recorded: 0))),
        ["what is used is not counted"] = new("quota", Invariant.L6, Limited().Use(1, 1, 2).Quiesce(new QuiescedQuota("snapshots", InUse: 0, Reserved: 0, Recorded: 1))),
    };

    public static HistoryBuilder Limited() => new HistoryBuilder().Limit(new ProjectLimits(Snapshots: 2, SizeGiB: 10));
}
