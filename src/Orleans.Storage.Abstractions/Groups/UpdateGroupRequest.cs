using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>Changes a group. Immutable.</summary>
/// <param name="Name">The new name; null to leave it.</param>
/// <param name="Description">The new description; null to leave it.</param>
/// <param name="Add">Volumes that are to come to it.</param>
/// <param name="Remove">Volumes that are to leave it.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.UpdateGroupRequest")]
public sealed record UpdateGroupRequest([property: Id(0)] string? Name, [property: Id(1)] string? Description, [property: Id(2)] ImmutableArray<VolumeId> Add, [property: Id(3)] ImmutableArray<VolumeId> Remove);
