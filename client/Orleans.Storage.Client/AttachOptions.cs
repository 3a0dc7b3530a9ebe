using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client;

/// <summary>How an instance wants a volume. Immutable.</summary>
public sealed record AttachOptions
{
    /// <summary>The attachment's id. A caller that writes it down first can ask again after its own crash and gets no second attachment; null to let the client choose.</summary>
    public AttachmentId? Id { get; init; }
    /// <summary>The access wanted.</summary>
    public AttachMode Mode { get; init; } = AttachMode.ReadWrite;
}
