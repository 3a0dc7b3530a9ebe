using OrleansStorage.Ids;

namespace OrleansStorage.Catalog;

/// <summary>What one project uses of one volume type.</summary>
/// <param name="TypeId">The type.</param>
/// <param name="Volumes">Volumes.</param>
/// <param name="Snapshots">Snapshots.</param>
/// <param name="SizeGiB">GiB of both; of a volume that is being grown as many as it will have.</param>
public sealed record ProjectUse(VolumeTypeId TypeId, long Volumes, long Snapshots, long SizeGiB);
