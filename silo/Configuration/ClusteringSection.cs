namespace OrleansStorage.Silo.Configuration;

/// <summary>
/// <c>Storage:Clustering</c>. The times are the tuned ones: a silo that is killed is noticed within about 2 s, and one that hangs within about 4 s; <c>deploy/runbooks/silo-loss.md</c> says what they cost.
/// They must be the same on every silo.
/// </summary>
public sealed class ClusteringSection
{
    /// <summary><c>Localhost</c> for one silo, <c>PostgreSql</c> for several that share the database.</summary>
    public string Provider { get; set; } = "Localhost";
    /// <summary>The cluster's name: silos and SDK clients of one name find each other.</summary>
    public string ClusterId { get; set; } = "orleans-storage";
    /// <summary>The service's name; what is stored belongs to it, so it never changes.</summary>
    public string ServiceId { get; set; } = "orleans-storage";
    /// <summary>The IP address at which silos and SDK clients reach this silo, and at which it listens.</summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";
    /// <summary><c>LoopbackOnly</c>, or <see cref="TrustEveryone"/>, which an address that other machines reach needs: silos do not ask one another who they are.</summary>
    public string SiloTraffic { get; set; } = LoopbackOnly;
    /// <summary>How long a silo waits for another's answer to a probe, and how often it probes.</summary>
    public int ProbeTimeoutMs { get; set; } = 1_000;
    /// <summary>How many probes in a row must fail before a silo suspects another.</summary>
    public int NumMissedProbesLimit { get; set; } = 2;
    /// <summary>How many silos must suspect another before it is declared dead; fewer when fewer are left.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;
    /// <summary>How often a silo reads the membership again, beside what others tell it.</summary>
    public int TableRefreshTimeoutMs { get; set; } = 5_000;
    /// <summary>How often a silo writes that it lives; others that start take one that was silent for three such times for dead.</summary>
    public int AlivePeriodMs { get; set; } = 5_000;
    /// <summary>Whether a connection that stands counts as a sign of life. It spares silos that are slow, and triples the time until one that hangs is noticed.</summary>
    public bool ConnectionLivenessCheck { get; set; }

    internal const string LoopbackOnly = "LoopbackOnly";
    internal const string TrustEveryone = "TrustEveryoneWhoReachesThePorts";

    /// <summary>Whether silos share a database.</summary>
    internal bool IsCluster => Provider == "PostgreSql";
}
