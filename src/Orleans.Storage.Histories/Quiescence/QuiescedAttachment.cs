using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Quiescence;

/// <summary>One attachment at quiesce, or the claim of a host. Immutable.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Id">Its id; null for a claim.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Host">The host that it connects; null when none.</param>
public sealed record QuiescedAttachment(VolumeId Volume, AttachmentId? Id, AttachStatus Status, string? Host);
