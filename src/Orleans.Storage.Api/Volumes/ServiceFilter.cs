using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Volumes;

/// <summary>
/// The filter <c>service_uuid</c>: the id is made of the backend's name and not on record, so the backend is asked for instead. Safe from
/// any thread.
/// </summary>
internal sealed class ServiceFilter(PoolCache pools)
{
    /// <summary>The filter's name.</summary>
    public const string Name = "service_uuid";

    /// <summary>The query in fields that the catalog knows.</summary>
    public async ValueTask<CatalogQuery> ResolveAsync(CatalogQuery query)
    {
        if (query.Filters.FirstOrDefault(f => f.Field == Name) is not { } filter)
        {
            return query;
        }

        var others = query.Filters.Remove(filter);
        var found = Guid.TryParse(filter.Value, out var id) ? (await pools.GetAsync()).FirstOrDefault(p => ServiceIds.Of(p.Backend) == id) : null;
        return found is null ? query with { Filters = others, MatchesNothing = true }
            : query with { Filters = others.Add(new("host", CatalogOperator.Equal, found.Backend.Value)) };
    }
}
