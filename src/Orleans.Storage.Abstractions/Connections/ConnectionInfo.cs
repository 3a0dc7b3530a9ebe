using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Connections;

/// <summary>What the control plane answers to a connected host: a pure function of volume, export and connector. Holds a secret inside <see cref="Data"/>. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ConnectionInfo")]
public sealed record ConnectionInfo
{
    /// <summary>How to log in.</summary>
    [Id(0)] public required ConnectionData Data { get; init; }
    /// <summary>Read-write or read-only, from the volume's admin metadata as Cinder has it.</summary>
    [Id(1)] public required AttachMode AccessMode { get; init; }
    /// <summary>Whether the data is encrypted by the host.</summary>
    [Id(2)] public bool Encrypted { get; init; }
    /// <summary>The connector's own flag, echoed.</summary>
    [Id(3)] public bool EnforceMultipath { get; init; }
    /// <summary>The attachment that this answers; null for the legacy pair, which has none.</summary>
    [Id(4)] public AttachmentId? AttachmentId { get; init; }
    /// <summary>The volume's type, whose QoS specs the host may have to hold it to.</summary>
    [Id(5)] public VolumeTypeId TypeId { get; init; }
    /// <summary>The volume's size in GiB, which limits per GiB are multiplied with.</summary>
    [Id(6)] public int SizeGiB { get; init; }
}
