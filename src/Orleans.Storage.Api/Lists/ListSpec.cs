using System.Collections.Frozen;

namespace OrleansStorage.Api.Lists;

/// <summary>What one collection's lists can do (contract §5). Immutable.</summary>
internal sealed record ListSpec
{
    /// <summary>The collection's name, in paths and in the answer.</summary>
    public required string Collection { get; init; }

    /// <summary>Sort keys beside what the catalog calls them.</summary>
    public required FrozenDictionary<string, string> SortKeys { get; init; }

    /// <summary>The first minor version whose sort key <c>name</c> is the name; older ones do not know it.</summary>
    public int NameSortSince { get; init; }

    /// <summary>The filters that members may use, as /resource_filters tells them.</summary>
    public required FrozenSet<string> Filters { get; init; }

    /// <summary>
    /// Every filter there is, beside what the catalog calls it: Cinder's columns as far as they are shown. An operator may use each.
    /// </summary>
    public required FrozenDictionary<string, string> Columns { get; init; }

    /// <summary>Whether values are read as Python's literals, as Cinder does for volumes.</summary>
    public bool ReadsLiterals { get; init; }

    /// <summary>What a marker that is not there is told, given the marker.</summary>
    public required Func<string, Errors.ApiException> UnknownMarker { get; init; }

    /// <summary>Query parameters that are no filters.</summary>
    public FrozenSet<string> Parameters { get; init; } = [];

    /// <summary>The first minor version that pages, sorts and filters; older ones list what there is, whatever the query says.</summary>
    public int Since { get; init; }

    /// <summary>Whether <c>with_count</c> is known (3.45).</summary>
    public bool HasCount { get; init; } = true;

    /// <summary>Columns that the catalog calls as Cinder does, and those that it calls otherwise.</summary>
    public static FrozenDictionary<string, string> ColumnsOf(IEnumerable<string> same, params (string Name, string Field)[] others) =>
        same.Select(name => (Name: name, Field: name)).Concat(others).ToFrozenDictionary(c => c.Name, c => c.Field);
}
