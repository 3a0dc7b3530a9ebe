using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What a change of a volume gives back: quota to a project, space to its pool. Immutable.</summary>
/// <param name="Project">The project that had the quota.</param>
/// <param name="Quota">The quota.</param>
/// <param name="KeepsSizeGiB">What the holder still takes on the pool, in GiB; 0 when it is gone.</param>
public sealed record Release(ProjectId Project, QuotaReservation Quota, int KeepsSizeGiB)
{
    /// <summary>What the step from one state to the next gives back.</summary>
    public static IEnumerable<Release> Between(VolumeState before, VolumeState after)
    {
        foreach (var gone in before.Snapshots.Where(s => after.FindSnapshot(s.Id) is null))
            yield return new(gone.ProjectId, new(gone.Id.Value, after.TypeId, "", 0, 1, gone.SizeGiB, 0), 0);
        if (after.Gone && !before.Gone)
            yield return new(after.ProjectId, new(after.Id.Value, after.TypeId, "", 1, 0, after.SizeGiB, 0), 0);
        if (after.TypeId != before.TypeId)
        {
            var ofSnapshotsGiB = before.Snapshots.Sum(s => s.SizeGiB);
            yield return new(after.ProjectId, new(before.Id.Value, before.TypeId, "", 1, before.Snapshots.Length, before.SizeGiB + ofSnapshotsGiB, 0), after.SizeGiB);
        }
        if (before.Intent is { NewSizeGiB: { } asked } && after.Intent is null && after.SizeGiB < asked)
            yield return new(after.ProjectId, new(after.Id.Value, after.TypeId, "", 0, 0, asked - after.SizeGiB, 0), after.SizeGiB);
        if (before.ProjectId != after.ProjectId)
            yield return Transferred(before, after);
    }

    private static Release Transferred(VolumeState before, VolumeState after)
    {
        var moved = before.Snapshots.Where(s => s.ProjectId == before.ProjectId && after.FindSnapshot(s.Id) is { } now && now.ProjectId == after.ProjectId).ToList();
        return new(before.ProjectId, new(after.Id.Value, after.TypeId, "", 1, moved.Count, after.SizeGiB + moved.Sum(s => s.SizeGiB), 0), after.SizeGiB);
    }
}
