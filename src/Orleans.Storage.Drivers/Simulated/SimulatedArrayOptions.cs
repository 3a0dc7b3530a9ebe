namespace OrleansStorage.Drivers.Simulated;

/// <summary>What kind of array is simulated. Immutable.</summary>
public sealed record SimulatedArrayOptions
{
    /// <summary>All of its space, in GiB; every promised GiB is taken (a thick array).</summary>
    public int CapacityGiB { get; init; } = 1_048_576;
    /// <summary>Whether all volumes share one target, each export with a LUN of its own; otherwise a target a volume.</summary>
    public bool SharedTarget { get; init; }
    /// <summary>What its target names start with.</summary>
    public string IqnPrefix { get; init; } = "iqn.2010-10.org.openstack:";
    /// <summary>Its portal, <c>address:port</c>; nothing listens there.</summary>
    public string Portal { get; init; } = "127.0.0.1:3260";
}
