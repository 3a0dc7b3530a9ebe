using System.Collections.Frozen;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Lists;

/// <summary>A list request, read: which page of what, and whether to count (contract §5). Immutable.</summary>
internal sealed record ListQuery
{
    private const int LimitsSince = 31;
    private const int CountSince = 45;
    private static readonly string[] Reserved = ["limit", "marker", "offset", "sort", "sort_key", "sort_dir", "all_tenants"];

    /// <summary>What the catalog is asked.</summary>
    public required CatalogQuery Catalog { get; init; }

    /// <summary>Whether the answer says how many there are.</summary>
    public bool WithCount { get; init; }

    /// <summary>Reads the request's query string.</summary>
    /// <exception cref="ApiException">400: a parameter is wrong; 404: a marker that is no uuid.</exception>
    public static ListQuery Read(ApiRequest request, ListSpec spec, CinderApiOptions options)
    {
        var version = request.Version;
        if (!version.Has(spec.Since))
        {
            return new() { Catalog = new() { Limit = options.MaxPageSize, Project = ReadProject(request) } };
        }

        var counted = spec.HasCount && version.Has(CountSince);
        var query = new CatalogQuery
        {
            Limit = Paging.Limit(request, options.MaxPageSize),
            Offset = Paging.Offset(request),
            Marker = ReadMarker(request, spec),
            Sort = Sorting.Read(request, version.Has(spec.NameSortSince) ? spec.SortKeys : spec.SortKeys.Where(k => k.Key != "name").ToFrozenDictionary()),
            Project = ReadProject(request),
        };
        return new() { Catalog = WithFilters(query, request, spec, counted), WithCount = counted && Booleans.FromQuery(request, "with_count") };
    }

    private static Guid? ReadMarker(ApiRequest request, ListSpec spec)
    {
        var marker = request.Query("marker");
        return string.IsNullOrEmpty(marker) ? null : Guid.TryParse(marker, out var id) ? id : throw spec.UnknownMarker(marker);
    }

    private static ProjectId? ReadProject(ApiRequest request)
    {
        // A member's all_tenants is dropped, as python-cinderclient always sends it.
        var everyProject = request.Caller.IsAdmin && Booleans.FromQuery(request, "all_tenants");
        return !everyProject ? request.Caller.Project : request.Query("project_id") is { Length: > 0 } project ? new(project) : null;
    }

    private static CatalogQuery WithFilters(CatalogQuery query, ApiRequest request, ListSpec spec, bool counted)
    {
        List<CatalogFilter> filters = [];
        List<string> refused = [];
        var canMatch = true;
        foreach (var (name, values) in request.Http.Request.Query)
        {
            if (Array.IndexOf(Reserved, name) >= 0 || spec.Parameters.Contains(name) || (counted && name == "with_count") || (name == "project_id" && request.Caller.IsAdmin))
            {
                continue;
            }

            if (!request.Caller.IsAdmin && !spec.Filters.Contains(name.TrimEnd('~')))
            {
                refused.Add(name);
                continue;
            }

            // Cinder takes an operator's filter for a column: of one that there is not, no row is found (contract §5).
            canMatch &= FilterReader.TryRead(request.Version, spec, name, values[^1] ?? "", filters);
        }

        return refused.Count == 0 || !request.Version.Has(LimitsSince) ? query with { Filters = [.. filters], MatchesNothing = !canMatch }
            : throw ApiException.BadRequest($"Invalid filters {string.Join(',', refused)} are found in query options.");
    }
}
