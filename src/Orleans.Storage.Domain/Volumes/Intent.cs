using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>The durable record of an operation that is about to touch an array; written before the array is touched. Immutable.</summary>
public sealed record Intent
{
    /// <summary>The operation.</summary>
    [JsonPropertyName("operation")] public required OperationId OperationId { get; init; }
    /// <summary>What the array is asked.</summary>
    [JsonPropertyName("kind")] public required IntentKind Kind { get; init; }
    /// <summary>The volume's epoch with this intent.</summary>
    [JsonPropertyName("epoch")] public required long Epoch { get; init; }
    /// <summary>The highest epoch before this operation that the array may have seen from this record; null for an intent of before this was kept.</summary>
    [JsonPropertyName("known")] public long? Known { get; init; }
    /// <summary>The operations before this one that may have come to the array under higher epochs than <see cref="Known"/>; null for none.</summary>
    [JsonPropertyName("known_operations")] public ImmutableArray<OperationId>? KnownOperations { get; init; }
    /// <summary>The array call is abandoned then; whoever finds the intent later settles it.</summary>
    [JsonPropertyName("not_after")] public required DateTimeOffset NotAfter { get; init; }
    /// <summary>How often it was put on record; null for once. A try before this one may have reached the array.</summary>
    [JsonPropertyName("tries")] public int? Tries { get; init; }
    /// <summary>Whether a try went before this one.</summary>
    [JsonIgnore] public bool Repeated => Tries is not null;
    /// <summary>For exports: the host.</summary>
    [JsonPropertyName("host")] public string? Host { get; init; }
    /// <summary>For an export that an attachment is made with: the attachment, which goes again when its host is not let in.</summary>
    [JsonPropertyName("new_attachment")] public AttachmentId? NewAttachment { get; init; }
    /// <summary>For snapshots: the snapshot.</summary>
    [JsonPropertyName("snapshot")] public SnapshotId? SnapshotId { get; init; }
    /// <summary>For an adoption: the array's name of what is adopted.</summary>
    [JsonPropertyName("name")] public string? ArrayName { get; init; }
    /// <summary>For growth: the new size in GiB.</summary>
    [JsonPropertyName("new_size")] public int? NewSizeGiB { get; init; }
    /// <summary>What the caller asked, for the timeline.</summary>
    [JsonPropertyName("command")] public required string Command { get; init; }
    /// <summary>What the caller asked it of, for the timeline: an attachment, a snapshot or a host; null for the volume itself.</summary>
    [JsonPropertyName("subject")] public string? Subject { get; init; }
    /// <summary>Who asked: the request's id.</summary>
    [JsonPropertyName("request")] public required string RequestId { get; init; }
    /// <summary>Who asked: the user.</summary>
    [JsonPropertyName("user")] public required string UserId { get; init; }
    /// <summary>When it was accepted.</summary>
    [JsonPropertyName("started")] public required DateTimeOffset StartedAt { get; init; }
    /// <summary>How long it may take from when it was put on record, in ms: unlike <see cref="NotAfter"/> it does not depend on anybody's clock. Null in records of before.</summary>
    [JsonPropertyName("lasts_ms")] public long? LastsMs { get; init; }
}
