namespace OrleansStorage.Catalog;

/// <summary>A volume or a snapshot that takes space on a pool.</summary>
/// <param name="Holder">Its id.</param>
/// <param name="SizeGiB">Its size in GiB; that which a growth under way will give it, if one is.</param>
/// <param name="IsVolume">Whether it is a volume.</param>
public sealed record CapacityHolder(Guid Holder, int SizeGiB, bool IsVolume);
