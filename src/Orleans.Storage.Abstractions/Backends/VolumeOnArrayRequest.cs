using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Asks a backend to make, remove, grow or snapshot a volume; which, says the grain's method. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.VolumeOnArrayRequest")]
public sealed record VolumeOnArrayRequest
{
    /// <summary>The volume; for a growth with its new size, for an adopted snapshot with the snapshot's.</summary>
    [Id(0)] public required ArrayVolume Volume { get; init; }
    /// <summary>The operation's fence.</summary>
    [Id(1)] public required ArrayFence Fence { get; init; }
    /// <summary>Whose turn it is, for fairness.</summary>
    [Id(2)] public required ProjectId Project { get; init; }
    /// <summary>For a new volume: what to copy; null for a blank one.</summary>
    [Id(3)] public VolumeSource? Source { get; init; }
    /// <summary>For a snapshot: its id.</summary>
    [Id(4)] public SnapshotId? SnapshotId { get; init; }
    /// <summary>For an adoption: the array's name of what is adopted.</summary>
    [Id(5)] public string? Name { get; init; }
}
