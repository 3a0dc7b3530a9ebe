using System.Collections.Immutable;
using OrleansStorage.Backends;

namespace OrleansStorage.Api.Services;

/// <summary>One line of the services list: what Cinder would run as a process. Here a backend's grain stands for its volume service, and the scheduler is everywhere. Immutable.</summary>
/// <param name="Binary">Cinder's name for the kind of process.</param>
/// <param name="Host"><c>host@backend</c>, or the host for the scheduler.</param>
/// <param name="Zone">The availability zone.</param>
/// <param name="Pools">The backend's pools; none for the scheduler.</param>
/// <param name="At">When it was last known to be so.</param>
internal sealed record ServiceRow(string Binary, string Host, string Zone, ImmutableArray<PoolReport> Pools, DateTimeOffset At)
{
    /// <summary>The volume service.</summary>
    public const string Volume = "cinder-volume";

    /// <summary>The scheduler.</summary>
    public const string Scheduler = "cinder-scheduler";

    /// <summary>Whether it takes new volumes.</summary>
    public bool IsEnabled => Pools.All(p => p.Enabled);

    /// <summary>Whether an operator froze it.</summary>
    public bool IsFrozen => Pools.Any(p => p.Frozen);

    /// <summary>Whether its array answers.</summary>
    public bool IsUp => Pools.All(p => p.IsUp);

    /// <summary>Why it was disabled.</summary>
    public string? DisabledReason => Pools.FirstOrDefault(p => !p.Enabled)?.DisabledReason;

    /// <summary>The rows for pools as they reported: a volume service a backend, and the scheduler.</summary>
    public static IEnumerable<ServiceRow> Of(ImmutableArray<PoolReport> pools, DateTimeOffset now)
    {
        foreach (var backend in pools.GroupBy(p => HostOf(p.Backend.Value)).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var first = backend.First();
            yield return new(Volume, backend.Key, first.AvailabilityZone, [.. backend], backend.Max(p => p.At));
        }

        var zone = pools.Length > 0 ? pools[0].AvailabilityZone : "nova";
        var host = pools.Length > 0 ? HostOf(pools[0].Backend.Value).Split('@')[0] : Environment.MachineName;
        yield return new(Scheduler, host, zone, [], now);
    }

    /// <summary><c>host@backend</c> of <c>host@backend#pool</c>.</summary>
    public static string HostOf(string backend)
    {
        var pool = backend.IndexOf('#', StringComparison.Ordinal);
        return pool < 0 ? backend : backend[..pool];
    }
}
