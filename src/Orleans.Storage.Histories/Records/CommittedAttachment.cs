using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Records;

/// <summary>One attachment as a commit recorded it. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Instance">Its instance; null for a host alone.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Host">Its host; null until one is connected.</param>
public sealed record CommittedAttachment(AttachmentId Id, Guid? Instance, AttachStatus Status, string? Host);
