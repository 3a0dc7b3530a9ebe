using OrleansStorage.Ids;

namespace OrleansStorage.Operations;

/// <summary>How far a walk through the timelines came; default for the beginning. Immutable.</summary>
/// <param name="Volume">The last volume.</param>
/// <param name="Seq">The last write of it.</param>
public readonly record struct ExpiryPlace(VolumeId Volume, long Seq);
