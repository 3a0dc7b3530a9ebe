using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks to make a volume of what an array has already. The type is resolved, the array read and the quota reserved before. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.AdoptVolumeRequest")]
public sealed record AdoptVolumeRequest
{
    /// <summary>The pool.</summary>
    [Id(0)] public required BackendId Backend { get; init; }
    /// <summary>The array's name of it.</summary>
    [Id(1)] public required string ArrayName { get; init; }
    /// <summary>Its size in GiB, as read; 0 when the array has no such object.</summary>
    [Id(2)] public required int SizeGiB { get; init; }
    /// <summary>Why it cannot be adopted, as read; null when it can. The volume then only records that.</summary>
    [Id(3)] public string? WhyNot { get; init; }
    /// <summary>Its type.</summary>
    [Id(4)] public required VolumeTypeId TypeId { get; init; }
    /// <summary>The type's extra specs.</summary>
    [Id(5)] public ImmutableSortedDictionary<string, string> ExtraSpecs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Its name.</summary>
    [Id(6)] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [Id(7)] public string? Description { get; init; }
    /// <summary>Its availability zone.</summary>
    [Id(8)] public string? AvailabilityZone { get; init; }
    /// <summary>The users' own words.</summary>
    [Id(9)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>Whether an instance can boot from it.</summary>
    [Id(10)] public bool Bootable { get; init; }
    /// <summary>Whether the pool's targets are shared.</summary>
    [Id(11)] public bool SharedTargets { get; init; }
}
