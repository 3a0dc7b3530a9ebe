using System.Text.Json;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Manageable;

/// <summary>Finds the pool that a request for adoption names, and reads what its array has (contract §24). Safe from any thread.</summary>
internal sealed class ManageableHosts(PoolCache pools, IGrainFactory grains)
{
    /// <summary>The one of <c>host</c> and <c>cluster</c> that is given.</summary>
    /// <exception cref="ApiException">400: none or both are.</exception>
    public static (string Name, bool IsCluster) NameOf(string? host, string? cluster, bool hasClusters)
    {
        if (!hasClusters)
        {
            return string.IsNullOrEmpty(host) ? throw ApiException.InvalidInput("Host field is missing.") : (host, false);
        }

        return string.IsNullOrEmpty(host) == string.IsNullOrEmpty(cluster)
            ? throw ApiException.InvalidInput("One and only one of cluster and host must be set.")
            : (string.IsNullOrEmpty(host) ? cluster! : host, string.IsNullOrEmpty(host));
    }

    /// <summary>The pool of this name, or the first of the backend of this name; null when there is none. There are no clusters, so none has a name.</summary>
    /// <exception cref="ApiException">400: it is down or disabled.</exception>
    public async Task<PoolReport?> FindAsync((string Name, bool IsCluster) wanted)
    {
        if (wanted.IsCluster)
        {
            return null;
        }

        var pool = (await pools.RefreshAsync()).FirstOrDefault(p => p.Backend.Value == wanted.Name || p.Backend.Value.StartsWith(wanted.Name + "#", StringComparison.Ordinal));
        return pool is null or { IsUp: true, Enabled: true } ? pool : throw ApiException.BadRequest("Service is unavailable at this time.");
    }

    /// <summary>What a pool's array has of a kind.</summary>
    /// <exception cref="ApiException">400: the array cannot be asked.</exception>
    /// <exception cref="StorageException">It does not answer.</exception>
    public async Task<IReadOnlyList<ArrayObject>> ListAsync(BackendId pool, ArrayObjectKind kind)
    {
        var outcome = await grains.GetBackend(pool).ListObjects(kind);
        return outcome.Kind switch
        {
            OutcomeKind.Done => outcome.Value!,
            OutcomeKind.Refused => throw ApiException.BadRequest(outcome.Message!),
            _ => throw outcome.ToError()!.ToException(),
        };
    }

    /// <summary>What a reference of a request names: the array's name, and what the array has under it. A reference of another kind than a name names nothing here.</summary>
    public async Task<(string Name, ArrayObject? Found, string? WhyNot)> ReadAsync(BackendId pool, ArrayObjectKind kind, JsonElement reference)
    {
        var named = reference.ValueKind == JsonValueKind.Object && reference.TryGet("source-name", out var inside) ? inside : reference;
        var name = named.ValueKind == JsonValueKind.String ? named.Text() : "";
        var found = (await ListAsync(pool, kind)).Where(o => o.Name == name).OrderBy(o => o.WhyNotSafe is not null).FirstOrDefault();
        return (name, found, found is null ? $"Manage existing {WordOf(kind)} failed due to invalid backend reference: the array has none of that name." : found.WhyNotSafe);
    }

    private static string WordOf(ArrayObjectKind kind) => kind == ArrayObjectKind.Volume ? "volume" : "snapshot";
}
