using OrleansStorage.Ids;

namespace OrleansStorage.Messages;

/// <summary>One message to a project's users about an operation that failed behind an answer that could not say so yet (the wire contract's §23). Immutable.</summary>
/// <param name="Id">Its id, the failed operation's.</param>
/// <param name="ProjectId">Whom it is for.</param>
/// <param name="RequestId">The request that asked for the operation.</param>
/// <param name="Note">What failed and why.</param>
/// <param name="CreatedAt">When it failed.</param>
public sealed record UserMessage(MessageId Id, ProjectId ProjectId, string RequestId, MessageNote Note, DateTimeOffset CreatedAt)
{
    /// <summary>How long a message is kept.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    /// <summary>It may be removed then.</summary>
    public DateTimeOffset GuaranteedUntil => CreatedAt + Lifetime;

    /// <summary>Cinder's text for it; for one that is damaged, or of a newer version, that it cannot be read.</summary>
    public string Text => Enum.IsDefined(Note.Action) && Enum.IsDefined(Note.Detail)
        ? $"{WireName<MessageAction>.Of(Note.Action)}:{WireName<MessageDetail>.Of(Note.Detail)}"
        : "This message cannot be read.";
}
