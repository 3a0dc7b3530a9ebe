using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks for a snapshot. Immutable.</summary>
/// <param name="Id">Its id, chosen by the caller so that a repetition makes no second one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description.</param>
/// <param name="Metadata">The users' own words.</param>
/// <param name="AllowInUse">Whether an attached volume may be snapshotted.</param>
/// <param name="GroupSnapshotId">The group snapshot that it is a part of; null when it is made alone.</param>
/// <param name="PromisedGiB">How much quota was promised for it: a volume that has grown beyond it meanwhile refuses for now; null when nobody asked.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateSnapshotRequest")]
public sealed record CreateSnapshotRequest([property: Id(0)] SnapshotId Id, [property: Id(1)] string? Name, [property: Id(2)] string? Description,
    [property: Id(3)] ImmutableSortedDictionary<string, string> Metadata, [property: Id(4)] bool AllowInUse, [property: Id(5)] GroupSnapshotId? GroupSnapshotId = null, [property: Id(6)] int? PromisedGiB = null);
