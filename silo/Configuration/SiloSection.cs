namespace OrleansStorage.Silo.Configuration;

/// <summary><c>Storage:Silo</c>.</summary>
public sealed class SiloSection
{
    /// <summary>The port on which silos talk to each other.</summary>
    public int SiloPort { get; set; } = 11111;
    /// <summary>The port on which SDK clients connect.</summary>
    public int GatewayPort { get; set; } = 30000;
    /// <summary>Which grain directory: <c>Local</c> or <c>Distributed</c> (experimental in Orleans). Safety rests on the database with either; they differ in how fast the loss of a silo is noticed.</summary>
    public string GrainDirectory { get; set; } = "Local";
    /// <summary>Whether the dashboard is served, on the operators' listener.</summary>
    public bool Dashboard { get; set; } = true;
    /// <summary>Who may come in by the gateway's port: <c>AsIdentitySays</c>, which is everyone with NoAuth and nobody with Keystone, or <see cref="TrustEveryGatewayClient"/>.</summary>
    public string GatewayClients { get; set; } = AsIdentitySays;

    internal const string AsIdentitySays = "AsIdentitySays";
    internal const string TrustEveryGatewayClient = "TrustEveryoneWhoReachesThePort";
}
