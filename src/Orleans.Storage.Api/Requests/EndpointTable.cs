using System.Collections.Concurrent;

namespace OrleansStorage.Api.Requests;

/// <summary>Every call of the API, as declared: what documents and tests are made from. Filled while the host starts; safe from any thread.</summary>
internal sealed class EndpointTable
{
    private readonly ConcurrentQueue<ApiEndpoint> _endpoints = [];

    /// <summary>All of them, in the order of their declaration.</summary>
    public IReadOnlyCollection<ApiEndpoint> All => _endpoints;

    /// <summary>Adds one.</summary>
    public void Add(ApiEndpoint endpoint) => _endpoints.Enqueue(endpoint);
}
