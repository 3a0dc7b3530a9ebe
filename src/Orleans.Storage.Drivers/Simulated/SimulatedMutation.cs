using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>One change that the simulated array made. Immutable.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Verb">What changed it.</param>
/// <param name="VolumeId">The volume.</param>
/// <param name="SnapshotId">The snapshot, where one was changed.</param>
/// <param name="Initiator">The initiator, where its access was changed.</param>
/// <param name="Epoch">The epoch of the call.</param>
public sealed record SimulatedMutation(long Number, SimulatedVerb Verb, VolumeId VolumeId, SnapshotId? SnapshotId, string? Initiator, long Epoch);
