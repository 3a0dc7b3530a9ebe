using OrleansStorage.Ids;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>What a new volume is copied from. Immutable.</summary>
/// <param name="Volume">The volume, or the snapshot's volume.</param>
/// <param name="Snapshot">The snapshot; null for a copy of the volume as it is.</param>
internal sealed record VolumeSource(VolumeDescription Volume, SnapshotDescription? Snapshot)
{
    /// <summary>Its size in GiB: the copy's default and least.</summary>
    public int SizeGiB => Snapshot?.SizeGiB ?? Volume.SizeGiB;

    /// <summary>The type that the copy gets by default.</summary>
    public VolumeTypeId TypeId => Volume.TypeId;

    /// <summary>What it is called in messages.</summary>
    public string Word => Snapshot is null ? "volume" : "snapshot";

    /// <summary>Whether a copy of type <paramref name="wanted"/> may be made: both types must mean the same backend.</summary>
    public static bool AreCompatible(VolumeType wanted, VolumeType? own) =>
        own is null || wanted.ExtraSpecs.GetValueOrDefault("volume_backend_name") == own.ExtraSpecs.GetValueOrDefault("volume_backend_name");
}
