using OrleansStorage.Ids;

namespace OrleansStorage.Catalog;

/// <summary>What one project has on one pool.</summary>
/// <param name="Project">The project.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="VolumeSizeGiB">Their GiB.</param>
/// <param name="Snapshots">Snapshots.</param>
/// <param name="SnapshotSizeGiB">Their GiB.</param>
public sealed record PoolUse(ProjectId Project, long Volumes, long VolumeSizeGiB, long Snapshots, long SnapshotSizeGiB);
