using OrleansStorage.Ids;

namespace OrleansStorage.Groups;

/// <summary>Asks for a snapshot of a group. Immutable.</summary>
/// <param name="Id">Its id, chosen by the caller so that a repetition makes no second one.</param>
/// <param name="Name">Its name, and its parts'.</param>
/// <param name="Description">Its description, and its parts'.</param>
/// <param name="IsConsistent">Whether the group type wants it consistent across volumes, which no array here can make.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateGroupSnapshotRequest")]
public sealed record CreateGroupSnapshotRequest([property: Id(0)] GroupSnapshotId Id, [property: Id(1)] string? Name, [property: Id(2)] string? Description, [property: Id(3)] bool IsConsistent);
