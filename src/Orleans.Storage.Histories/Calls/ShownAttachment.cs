using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Calls;

/// <summary>One attachment as a client was shown it. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Host">Its host; null when none was connected.</param>
public sealed record ShownAttachment(AttachmentId Id, AttachStatus Status, string? Host);
