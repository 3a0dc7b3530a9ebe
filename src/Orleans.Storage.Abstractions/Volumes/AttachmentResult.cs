using OrleansStorage.Connections;

namespace OrleansStorage.Volumes;

/// <summary>An attachment and, once a host is connected, how that host logs in. Immutable.</summary>
/// <param name="Attachment">The attachment as it is now.</param>
/// <param name="Connection">Null while no host is connected.</param>
/// <param name="Before">The attachment as it was before a host was connected to it; null from calls that connect none.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AttachmentResult")]
public sealed record AttachmentResult(
    [property: Id(0)] AttachmentDescription Attachment,
    [property: Id(1)] ConnectionInfo? Connection,
    [property: Id(2)] AttachmentDescription? Before = null);
