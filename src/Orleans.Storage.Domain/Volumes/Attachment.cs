using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>One consumer's claim on a volume, as stored. Immutable.</summary>
public sealed record Attachment
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required AttachmentId Id { get; init; }
    /// <summary>The instance; null for a host alone.</summary>
    [JsonPropertyName("instance")] public Guid? InstanceId { get; init; }
    /// <summary>How far it is.</summary>
    [JsonPropertyName("status")] public AttachStatus Status { get; init; }
    /// <summary>The access it was given.</summary>
    [JsonPropertyName("mode")] public AttachMode Mode { get; init; }
    /// <summary>The host whose export it owns, or that the legacy call named.</summary>
    [JsonPropertyName("host")] public string? Host { get; init; }
    /// <summary>The device name in the guest.</summary>
    [JsonPropertyName("mountpoint")] public string? Mountpoint { get; init; }
    /// <summary>When it was connected.</summary>
    [JsonPropertyName("attached_at")] public DateTimeOffset? AttachedAt { get; init; }
}
