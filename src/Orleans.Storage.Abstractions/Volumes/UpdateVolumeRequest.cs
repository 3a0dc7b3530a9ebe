using System.Collections.Immutable;

namespace OrleansStorage.Volumes;

/// <summary>Changes what people call a volume or a snapshot; null fields stay as they are, an empty text clears. Immutable.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="Metadata">The whole new metadata.</param>
/// <param name="IfMatch">What the metadata must be; null for whatever it is. Of a volume only: a snapshot's metadata has no tag.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.UpdateVolumeRequest")]
public sealed record UpdateVolumeRequest(
    [property: Id(0)] string? Name, [property: Id(1)] string? Description, [property: Id(2)] ImmutableSortedDictionary<string, string>? Metadata,
    [property: Id(3)] IfMatch? IfMatch = null);
