using System.Collections.Frozen;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Lists;

/// <summary>A collection of which there are tens, so that it is sorted and cut in memory; the parameters are those of every list (contract §5). Immutable.</summary>
internal sealed class MemoryList<T>
{
    private readonly FrozenDictionary<string, Func<T, object?>> _values;
    private readonly FrozenDictionary<string, string> _keys;
    private readonly Func<T, Guid> _id;
    private readonly Func<string, ApiException> _unknownMarker;

    /// <param name="id">An item's id.</param>
    /// <param name="createdAt">When it was made.</param>
    /// <param name="unknownMarker">What a marker that is not there is told.</param>
    /// <param name="values">What else a list may be sorted by: texts, numbers, times.</param>
    public MemoryList(Func<T, Guid> id, Func<T, DateTimeOffset> createdAt, Func<string, ApiException> unknownMarker, IEnumerable<(string Key, Func<T, object?> Value)> values)
    {
        (_id, _unknownMarker) = (id, unknownMarker);
        _values = values.Concat([("id", item => id(item).ToString("D")), ("created_at", item => createdAt(item))]).ToFrozenDictionary(v => v.Key, v => v.Value);
        _keys = _values.Keys.ToFrozenDictionary(k => k, k => k);
    }

    /// <summary>The page that the request asks for, of at most <paramref name="limit"/> items.</summary>
    /// <exception cref="ApiException">400: a parameter is wrong; 404: no such marker.</exception>
    public IReadOnlyList<T> Page(ApiRequest request, IEnumerable<T> items, int limit)
    {
        var sort = Sorting.Read(request, _keys);
        var isDescending = sort.IsEmpty || sort[0].Descending;
        List<CatalogSort> order = [.. sort, new("created_at", isDescending), new("id", isDescending)];
        var sorted = items.ToList();
        sorted.Sort((left, right) => Compare(order, left, right));
        return [.. sorted.Skip(Start(request, sorted)).Take(limit)];
    }

    private int Start(ApiRequest request, List<T> sorted)
    {
        var offset = Paging.Offset(request);
        if (request.Query("marker") is not { Length: > 0 } marker)
        {
            return offset;
        }

        var at = Guid.TryParse(marker, out var id) ? sorted.FindIndex(item => _id(item) == id) : -1;
        return at >= 0 ? offset + at + 1 : throw _unknownMarker(marker);
    }

    private int Compare(List<CatalogSort> order, T left, T right)
    {
        foreach (var sort in order)
        {
            var value = _values[sort.Field];
            if (Compare(value(left), value(right)) is var compared and not 0)
            {
                return sort.Descending ? -compared : compared;
            }
        }

        return 0;
    }

    private static int Compare(object? left, object? right) =>
        left is string l && right is string r ? string.CompareOrdinal(l, r) : System.Collections.Comparer.DefaultInvariant.Compare(left, right);
}
