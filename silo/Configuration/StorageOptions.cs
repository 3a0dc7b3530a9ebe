using OrleansStorage.Api;

namespace OrleansStorage.Silo.Configuration;

/// <summary>Everything under <c>Storage</c> in the configuration. Every key has a default, so that nothing needs to be set.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Where files are kept: the SQLite database, the key that seals secrets, what drivers keep. Made when absent. The default does not depend on the working directory.</summary>
    public string DataDirectory { get; set; } = DataDirectories.Default(AppContext.BaseDirectory, Environment.GetEnvironmentVariable);
    /// <summary>The database.</summary>
    public DatabaseSection Database { get; set; } = new();
    /// <summary>The silo's own ports.</summary>
    public SiloSection Silo { get; set; } = new();
    /// <summary>What of the Cinder API is set.</summary>
    public CinderApiOptions Api { get; set; } = new();
    /// <summary>Where operators look.</summary>
    public AdminSection Admin { get; set; } = new();
    /// <summary>Which silos work together, and how they notice that one is gone.</summary>
    public ClusteringSection Clustering { get; set; } = new();
    /// <summary>Who callers are.</summary>
    public IdentitySection Identity { get; set; } = new();
    /// <summary>How long operations may take.</summary>
    public OperationsSection Operations { get; set; } = new();
    /// <summary>The arrays; empty for one simulated array.</summary>
    public IList<BackendSection> Backends { get; } = [];

    /// <summary>Whether SDK clients can connect. Nothing that they send proves who they are, so where Keystone is asked it takes the operator's word.</summary>
    internal bool HasGateway => !Identity.IsKeystone || Silo.GatewayClients == SiloSection.TrustEveryGatewayClient;
}
