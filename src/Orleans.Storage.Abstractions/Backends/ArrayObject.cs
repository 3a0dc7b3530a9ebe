using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>One volume or snapshot as an array stores it, whether it carries our mark or not. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayObject")]
public sealed record ArrayObject
{
    /// <summary>The array's name of it: what an operator refers to.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>Its size in bytes.</summary>
    [Id(1)] public required long SizeBytes { get; init; }
    /// <summary>With our mark: the volume, or the snapshot's volume; null without.</summary>
    [Id(2)] public VolumeId? VolumeId { get; init; }
    /// <summary>With our mark, for a snapshot: its id.</summary>
    [Id(3)] public SnapshotId? SnapshotId { get; init; }
    /// <summary>For a snapshot: the array's name of the volume that it is of.</summary>
    [Id(4)] public string? SourceName { get; init; }
    /// <summary>Why it cannot be adopted; null when it can.</summary>
    [Id(5)] public string? WhyNotSafe { get; init; }

    /// <summary>Its size in GiB, rounded up: what its record says of it.</summary>
    public int SizeGiB => checked((int)((SizeBytes + BytesAGiB - 1) / BytesAGiB));

    private const long BytesAGiB = 1024L * 1024 * 1024;
}
