using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Catalog;

/// <summary>A page of a list: filtered, sorted, cut. Immutable.</summary>
public sealed record CatalogQuery
{
    /// <summary>The one object of this id, whoever's it is.</summary>
    public static CatalogQuery ById(Guid id) => new() { Filters = [new("id", CatalogOperator.Equal, id.ToString("D"))], Limit = 1 };

    /// <summary>The owner; null for every project's objects.</summary>
    public ProjectId? Project { get; init; }
    /// <summary>Conditions, all of which must hold.</summary>
    public ImmutableArray<CatalogFilter> Filters { get; init; } = [];
    /// <summary>
    /// Whether no row can match, whatever the rest says; said by whoever read the request, never concluded from a name that nobody knows.
    /// </summary>
    public bool MatchesNothing { get; init; }
    /// <summary>Sort keys, first first; <c>created_at</c> and <c>id</c> are appended in the first one's direction. Empty: newest first.</summary>
    public ImmutableArray<CatalogSort> Sort { get; init; } = [];
    /// <summary>At most so many rows.</summary>
    public int Limit { get; init; } = 1000;
    /// <summary>Rows to skip.</summary>
    public int Offset { get; init; }
    /// <summary>The last row of the page before; an unknown one is a <see cref="Errors.StorageException"/> (not found).</summary>
    public Guid? Marker { get; init; }
}
