using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Cinder's <c>os-attach</c>: records that an instance or a host uses the volume; the array is not asked. Immutable.</summary>
/// <param name="Id">The attachment's id, chosen by the caller.</param>
/// <param name="InstanceId">The instance; one of instance and host is set.</param>
/// <param name="Host">The host.</param>
/// <param name="Mountpoint">The device name.</param>
/// <param name="Mode">The access wanted.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.LegacyAttachRequest")]
public sealed record LegacyAttachRequest([property: Id(0)] AttachmentId Id, [property: Id(1)] Guid? InstanceId, [property: Id(2)] string? Host,
    [property: Id(3)] string Mountpoint, [property: Id(4)] AttachMode Mode);
