using System.Collections.Immutable;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Metadata;

/// <summary>A kind of object that has metadata: how its own are read and written. Immutable.</summary>
internal sealed record MetadataOwner
{
    /// <summary>Where its objects are, such as <c>/volumes/{id}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What one is called in messages.</summary>
    public required string Word { get; init; }

    /// <summary>Who may read it.</summary>
    public required string ReadPolicy { get; init; }

    /// <summary>Who may add to it.</summary>
    public required string CreatePolicy { get; init; }

    /// <summary>Who may change it.</summary>
    public required string UpdatePolicy { get; init; }

    /// <summary>Who may remove from it.</summary>
    public required string DeletePolicy { get; init; }

    /// <summary>Whether etags are given and honoured (3.15).</summary>
    public bool HasEtag { get; init; }

    /// <summary>Reads the metadata of the request's object.</summary>
    public required Func<ApiRequest, Task<ImmutableSortedDictionary<string, string>>> ReadAsync { get; init; }

    /// <summary>Replaces it all, if it is what the caller believes; returns what it is then.</summary>
    public required Func<ApiRequest, ImmutableSortedDictionary<string, string>, IfMatch?, Task<ImmutableSortedDictionary<string, string>>> ReplaceAsync { get; init; }

    /// <summary>Sets entries, or removes them (null), if it is what the caller believes; returns what it is then.</summary>
    public required Func<ApiRequest, ImmutableDictionary<string, string?>, IfMatch?, Task<ImmutableSortedDictionary<string, string>>> MergeAsync { get; init; }
}
