using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>A volume as an array knows it. Immutable.</summary>
/// <param name="Id">Its id; array names derive from it.</param>
/// <param name="SizeGiB">Its size in GiB.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayVolume")]
public readonly record struct ArrayVolume([property: Id(0)] VolumeId Id, [property: Id(1)] int SizeGiB)
{
    /// <summary>Its size in bytes.</summary>
    public long SizeBytes => SizeGiB * 1024L * 1024 * 1024;
}
