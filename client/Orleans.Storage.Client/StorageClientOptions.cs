using System.Net;
using OrleansStorage.Ids;

namespace OrleansStorage.Client;

/// <summary>Where the cluster is, for whom the client acts, and how patient it is. Set it up before the client is made; later changes have no effect.</summary>
public sealed class StorageClientOptions
{
    /// <summary>The gateways of the cluster's silos; any one of them that answers is enough. By default the one that a silo opens on this machine.</summary>
    public IList<IPEndPoint> Gateways { get; } = [];

    /// <summary>The gateway port of a silo on this machine, used when <see cref="Gateways"/> is empty.</summary>
    public int LocalGatewayPort { get; set; } = 30000;

    /// <summary>The cluster's name, as its silos have it.</summary>
    public string ClusterId { get; set; } = "orleans-storage";

    /// <summary>The service's name, as the cluster's silos have it.</summary>
    public string ServiceId { get; set; } = "orleans-storage";

    /// <summary>The project that the client acts for; see <see cref="IStorageClient.ForProject"/> for others.</summary>
    public ProjectId Project { get; set; } = new("admin");

    /// <summary>The user written to the timeline.</summary>
    public string UserId { get; set; } = "compute";

    /// <summary>Whether the client may see and change every project's volumes.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>How long one try may take before it counts as unknown and the call is repeated to join it.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take altogether, with its tries and the pauses between them; and how long the first connection to the cluster may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause before the second try; it doubles with every further one, up to <see cref="MaxRetryDelay"/>, with some jitter. A busy backend's own wish goes first.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);
}
