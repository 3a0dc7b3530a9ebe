using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Scheduling;

/// <summary>What a volume needs of a pool. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.PlacementRequest")]
public sealed record PlacementRequest
{
    /// <summary>The volume, which will hold the space.</summary>
    [Id(0)] public required VolumeId VolumeId { get; init; }
    /// <summary>Its size in GiB.</summary>
    [Id(1)] public required int SizeGiB { get; init; }
    /// <summary>Its type's extra specs.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, string> ExtraSpecs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The zone it must be in; null for any.</summary>
    [Id(3)] public string? AvailabilityZone { get; init; }
    /// <summary>The pool it must be on (where its source is); null for any.</summary>
    [Id(4)] public BackendId? RequiredBackend { get; init; }
    /// <summary>The pools of which it must be on one; null for no such wish.</summary>
    [Id(5)] public ImmutableArray<BackendId>? OnlyBackends { get; init; }
    /// <summary>The pools on which it must not be.</summary>
    [Id(6)] public ImmutableArray<BackendId> NotBackends { get; init; } = [];
}
