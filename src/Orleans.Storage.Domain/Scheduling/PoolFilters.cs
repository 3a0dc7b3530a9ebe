using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Domain.Scheduling;

/// <summary>The filters in the order in which they are asked: the cheap and telling ones first.</summary>
public static class PoolFilters
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IPoolFilter> All { get; } =
    [
        new Filter("Enabled", (p, _) => p.Enabled ? null : $"disabled: {p.DisabledReason ?? "no reason given"}"),
        new Filter("Frozen", (p, _) => p.Frozen ? "frozen" : null),
        new Filter("Up", (p, _) => p.IsUp ? null : "the array did not answer last time"),
        new Filter("RequiredBackend", (p, r) => r.RequiredBackend is null || r.RequiredBackend == p.Backend ? null : $"the source is on {r.RequiredBackend}"),
        new Filter("SameBackend", (p, r) => r.OnlyBackends is not { } only || only.Contains(p.Backend) ? null : "another pool is asked for"),
        new Filter("DifferentBackend", (p, r) => r.NotBackends.Contains(p.Backend) ? "a pool other than this is asked for" : null),
        new Filter("AvailabilityZone", (p, r) => r.AvailabilityZone is null || r.AvailabilityZone == p.AvailabilityZone ? null : $"zone is {p.AvailabilityZone}, {r.AvailabilityZone} is asked for"),
        new Filter("Capabilities", (p, r) => RefuseCapabilities(p, r.ExtraSpecs)),
        new Filter("Capacity", RefuseCapacity),
    ];

    /// <summary>Why a pool cannot hold volumes of a type with these extra specs; null when it can.</summary>
    public static string? RefuseCapabilities(PoolReport pool, ImmutableSortedDictionary<string, string> extraSpecs)
    {
        foreach (var (key, wanted) in extraSpecs)
        {
            var name = key.StartsWith("capabilities:", StringComparison.Ordinal) ? key["capabilities:".Length..] : key;
            if (name.Contains(':', StringComparison.Ordinal)) continue;
            if (!ExtraSpecMatcher.Matches(PoolCapabilities.Of(pool, name), wanted)) return $"{name} is {PoolCapabilities.Of(pool, name) ?? "not reported"}, {wanted} is asked for";
        }
        return null;
    }

    private static string? RefuseCapacity(PoolReport pool, PlacementRequest request)
    {
        var roomGiB = (pool.TotalGiB * pool.MaxOverSubscriptionRatio) - pool.ProvisionedGiB;
        return request.SizeGiB <= Math.Max(0, roomGiB) ? null : $"{Math.Max(0, Math.Floor(roomGiB))} GiB of room, {request.SizeGiB} GiB are asked for";
    }

    private sealed class Filter(string name, Func<PoolReport, PlacementRequest, string?> refuse) : IPoolFilter
    {
        public string Name => name;

        public string? Refuse(PoolReport pool, PlacementRequest request) => refuse(pool, request);
    }
}
