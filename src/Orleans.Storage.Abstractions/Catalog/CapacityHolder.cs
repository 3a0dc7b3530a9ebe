namespace OrleansStorage.Catalog;

/// <summary>A volume or a snapshot that takes space on a pool.</summary>
/// <param name="Holder">Its id.</param>
/// <param name="SizeGiB">Its size in GiB.</param>
/// <param name="IsVolume">Whether it is a volume.</param>
public sealed record CapacityHolder(Guid Holder, int SizeGiB, bool IsVolume);
