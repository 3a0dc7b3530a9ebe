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
        var filters = ReadFilters(request, spec, counted);
        return new() { Catalog = query with { Filters = [.. filters] }, WithCount = counted && Booleans.FromQuery(request, "with_count") };
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

    private static List<CatalogFilter> ReadFilters(ApiRequest request, ListSpec spec, bool counted)
    {
        List<CatalogFilter> filters = [];
        List<string>? unknown = null;
        foreach (var (name, values) in request.Http.Request.Query)
        {
            if (Array.IndexOf(Reserved, name) >= 0 || spec.Parameters.Contains(name) || (counted && name == "with_count") || (name == "project_id" && request.Caller.IsAdmin))
            {
                continue;
            }

            if (!request.Caller.IsAdmin && !spec.Filters.Contains(name.TrimEnd('~')))
            {
                (unknown ??= []).Add(name);
                continue;
            }

            FilterReader.Read(request.Version, spec, name, values[^1] ?? "", filters);
        }

        return unknown is null || !request.Version.Has(LimitsSince) ? filters
            : throw ApiException.BadRequest($"Invalid filters {string.Join(',', unknown)} are found in query options.");
    }
}
