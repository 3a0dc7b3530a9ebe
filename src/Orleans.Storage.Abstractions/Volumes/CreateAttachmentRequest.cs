using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks for an attachment. Immutable.</summary>
/// <param name="Id">Its id, chosen by the caller so that a repetition makes no second one.</param>
/// <param name="InstanceId">The instance that claims the volume; null for a host alone.</param>
/// <param name="Connector">The host to connect at once; null only to reserve.</param>
/// <param name="Mode">The access wanted.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateAttachmentRequest")]
public sealed record CreateAttachmentRequest([property: Id(0)] AttachmentId Id, [property: Id(1)] Guid? InstanceId, [property: Id(2)] Connector? Connector, [property: Id(3)] AttachMode Mode);
