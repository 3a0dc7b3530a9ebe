using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace OrleansStorage.Api.Requests;

/// <summary>Every call of the API, as declared: what documents and tests are made from. Filled while the host starts; safe from any thread.</summary>
internal sealed class EndpointTable
{
    private readonly ConcurrentQueue<ApiEndpoint> _endpoints = [];
    private readonly Lazy<FrozenSet<string>> _resources;

    /// <summary>An empty one.</summary>
    public EndpointTable() => _resources = new(() => _endpoints.Select(e => e.Path.Split('/')[1]).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>All of them, in the order of their declaration.</summary>
    public IReadOnlyCollection<ApiEndpoint> All => _endpoints;

    /// <summary>Whether a path, after <c>/v3</c>, begins with this. Asked when all are added.</summary>
    public bool HasResource(ReadOnlySpan<char> segment) => _resources.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(segment);

    /// <summary>Adds one.</summary>
    public void Add(ApiEndpoint endpoint) => _endpoints.Enqueue(endpoint);
}
