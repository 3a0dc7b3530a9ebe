using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>A volume whose record is behind its array. Immutable.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Known">The highest epoch that its record knows of.</param>
/// <param name="Seen">The highest epoch that the array has seen.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.HeldVolume")]
public readonly record struct HeldVolume([property: Id(0)] VolumeId VolumeId, [property: Id(1)] long Known, [property: Id(2)] long Seen);
