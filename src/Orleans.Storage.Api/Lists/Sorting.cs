using System.Collections.Frozen;
using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Lists;

/// <summary>The order of a list: <c>sort=key:dir,…</c> or the older pair (contract §5).</summary>
internal static class Sorting
{
    private const string DefaultKey = "created_at";
    private const string DefaultDirection = "desc";

    /// <summary>The sort keys that the request asks for.</summary>
    /// <exception cref="ApiException">400: unknown key or direction, or both forms together.</exception>
    public static ImmutableArray<CatalogSort> Read(ApiRequest request, FrozenDictionary<string, string> keys, string defaultKey = DefaultKey)
    {
        var sort = request.Query("sort");
        var key = request.Query("sort_key");
        var direction = request.Query("sort_dir");
        if (sort is null)
        {
            return key is null && direction is null ? [] : [One(key ?? defaultKey, direction ?? DefaultDirection, keys)];
        }

        if (key is not null || direction is not null)
        {
            throw ApiException.BadRequest("The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.");
        }

        return [.. sort.Trim().Split(',').Select(part => Part(part, keys))];
    }

    private static CatalogSort Part(string part, FrozenDictionary<string, string> keys)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? One(part, DefaultDirection, keys) : One(part[..colon], part[(colon + 1)..], keys);
    }

    private static CatalogSort One(string key, string direction, FrozenDictionary<string, string> keys)
    {
        var isDescending = direction.Trim() switch
        {
            "" or "desc" => true,
            "asc" => false,
            _ => throw ApiException.InvalidInput("Unknown sort direction, must be 'desc' or 'asc'."),
        };
        return keys.TryGetValue(key.Trim(), out var field) ? new(field, isDescending) : throw ApiException.InvalidInput("Invalid sort key");
    }
}
