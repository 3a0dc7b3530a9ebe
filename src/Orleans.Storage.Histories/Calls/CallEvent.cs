using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Ids;

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
    /// <summary>For a fail or an unknown: why.</summary>
    public ErrorReason? Error { get; init; }
}
