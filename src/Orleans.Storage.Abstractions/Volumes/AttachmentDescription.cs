using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>One attachment as clients may see it: no connector, no secret. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AttachmentDescription")]
public sealed record AttachmentDescription
{
    /// <summary>Its id.</summary>
    [Id(0)] public required AttachmentId Id { get; init; }
    /// <summary>The volume.</summary>
    [Id(1)] public required VolumeId VolumeId { get; init; }
    /// <summary>How far it is.</summary>
    [Id(2)] public required AttachStatus Status { get; init; }
    /// <summary>The instance that claims the volume; null for a claim by a host alone.</summary>
    [Id(3)] public Guid? InstanceId { get; init; }
    /// <summary>The host it is connected to; null while reserved.</summary>
    [Id(4)] public string? Host { get; init; }
    /// <summary>The device name in the guest.</summary>
    [Id(5)] public string? Mountpoint { get; init; }
    /// <summary>The access it was given.</summary>
    [Id(6)] public AttachMode Mode { get; init; }
    /// <summary>When it was connected, or completed by the legacy call.</summary>
    [Id(7)] public DateTimeOffset? AttachedAt { get; init; }
    /// <summary>Whether it has an export, so whether connection info can be read.</summary>
    [Id(8)] public bool IsConnected { get; init; }
}
