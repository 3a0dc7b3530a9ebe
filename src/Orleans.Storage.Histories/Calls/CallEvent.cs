using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Calls;

/// <summary>
/// One end of a call: that it was made, or how it ended. Both have the call's <see cref="Operation"/>; what was asked stands in both. A retry is a call of its own. Immutable.
/// </summary>
public sealed record CallEvent
{
    /// <summary>Its number among all events of the history.</summary>
    public required long At { get; init; }
    /// <summary>When, in milliseconds since the history began.</summary>
    public long TimeMs { get; init; }
    /// <summary>Who called; a client has one call at a time.</summary>
    public required string Client { get; init; }
    /// <summary>The call; the same in its invocation and in its end.</summary>
    public required OperationId Operation { get; init; }
    /// <summary>Which end this is.</summary>
    public required CallEventKind Kind { get; init; }
    /// <summary>The volume.</summary>
    public required VolumeId Volume { get; init; }
    /// <summary>What was asked.</summary>
    public required CallAction Action { get; init; }
    /// <summary>For attachments: which.</summary>
    public AttachmentId? Attachment { get; init; }
    /// <summary>For <see cref="CallAction.CreateAttachment"/>: for which instance; null for a host alone.</summary>
    public Guid? Instance { get; init; }
    /// <summary>The host that is to be connected, or whose claim is meant.</summary>
    public string? Host { get; init; }
    /// <summary>That host's initiator, as arrays name it.</summary>
    public string? Initiator { get; init; }
    /// <summary>For <see cref="CallAction.CreateVolume"/>: whether several instances may attach it.</summary>
    public bool? Multiattach { get; init; }
    /// <summary>For an ok that answers a connection: where.</summary>
    public ShownConnection? Connection { get; init; }
    /// <summary>For an ok of <see cref="CallAction.ReadVolume"/>: every attachment.</summary>
    public ImmutableArray<ShownAttachment>? Attachments { get; init; }
    /// <summary>For <see cref="CallAction.ExtendVolume"/>: the size that is asked for, in GiB; for an ok of <see cref="CallAction.ReadVolume"/>: the size that is shown; null when not recorded.</summary>
    [JsonPropertyName("size_gib")] public int? SizeGiB { get; init; }
    /// <summary>For snapshots: which.</summary>
    public SnapshotId? Snapshot { get; init; }
    /// <summary>For an ok of <see cref="CallAction.ReadVolume"/>: every snapshot that the array has as far as is shown, so not those that are being made or failed; null when not recorded.</summary>
    public ImmutableArray<SnapshotId>? Snapshots { get; init; }
    /// <summary>For <see cref="CallAction.ResetStatus"/>: what the volume is called from now on; null when that stays.</summary>
    public VolumeStatus? Status { get; init; }
    /// <summary>For <see cref="CallAction.ResetStatus"/>: <see cref="AttachStatus.Detached"/>, with every attachment and claim gone; any other, or null, and they stay.</summary>
    public AttachStatus? AttachStatus { get; init; }
    /// <summary>For a fail or an unknown: why.</summary>
    public ErrorReason? Error { get; init; }
}
