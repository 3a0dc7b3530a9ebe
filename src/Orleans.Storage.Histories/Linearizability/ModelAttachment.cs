using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>One attachment of the model. Immutable.</summary>
internal sealed record ModelAttachment(AttachmentId Id, Guid? Instance, ModelPhase Phase, string? Host)
{
    public AttachStatus Status => Phase switch
    {
        ModelPhase.Reserved => AttachStatus.Reserved,
        ModelPhase.Connected => AttachStatus.Attaching,
        ModelPhase.Complete => AttachStatus.Attached,
        _ => AttachStatus.Detaching,
    };
}
