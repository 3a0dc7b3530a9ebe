using OrleansStorage.Ids;

namespace OrleansStorage.Projects;

/// <summary>What a request is about to use. Immutable.</summary>
/// <param name="Holder">The volume or snapshot that will hold it; for a growth an id of its own, so that two growths do not replace each other. The same holder again replaces its reservation.</param>
/// <param name="TypeId">The type whose own quotas count too.</param>
/// <param name="TypeName">Its name, for messages.</param>
/// <param name="Volumes">How many volumes more.</param>
/// <param name="Snapshots">How many snapshots more.</param>
/// <param name="SizeGiB">How many GiB more.</param>
/// <param name="VolumeSizeGiB">The size that the volume will have, against the limit per volume; 0 for a snapshot.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.QuotaReservation")]
public sealed record QuotaReservation([property: Id(0)] Guid Holder, [property: Id(1)] VolumeTypeId TypeId, [property: Id(2)] string TypeName,
    [property: Id(3)] int Volumes, [property: Id(4)] int Snapshots, [property: Id(5)] int SizeGiB, [property: Id(6)] int VolumeSizeGiB)
{
    /// <summary>How many backups more.</summary>
    [Id(7)] public int Backups { get; init; }
    /// <summary>How many GiB of backups more.</summary>
    [Id(8)] public int BackupSizeGiB { get; init; }
    /// <summary>How many groups more.</summary>
    [Id(9)] public int Groups { get; init; }
    /// <summary>Whether the project has it already under another type, so that only the type's own quotas are asked.</summary>
    [Id(10)] public bool OfTypeOnly { get; init; }
}
