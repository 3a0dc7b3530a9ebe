using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks to make a snapshot of what an array has already. The array is read and the quota reserved before. Immutable.</summary>
/// <param name="Id">Its id, chosen by the caller so that a repetition makes no second one.</param>
/// <param name="ArrayName">The array's name of it.</param>
/// <param name="SizeGiB">Its size in GiB, as read; 0 when the array has no such object.</param>
/// <param name="WhyNot">Why it cannot be adopted, as read; null when it can. The snapshot then only records that.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description.</param>
/// <param name="Metadata">The users' own words.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AdoptSnapshotRequest")]
public sealed record AdoptSnapshotRequest([property: Id(0)] SnapshotId Id, [property: Id(1)] string ArrayName, [property: Id(2)] int SizeGiB, [property: Id(3)] string? WhyNot,
    [property: Id(4)] string? Name, [property: Id(5)] string? Description, [property: Id(6)] ImmutableSortedDictionary<string, string> Metadata);
