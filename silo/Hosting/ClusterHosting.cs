using System.Net;
using Orleans.Configuration;
using OrleansStorage.Data;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>How a silo finds the others and notices that one is gone.</summary>
internal static class ClusterHosting
{
    private const int NoGateway = 0;

    /// <summary>Joins the cluster of the configuration; a silo alone keeps its reminders in memory, for it registers them again at every start.</summary>
    public static void JoinCluster(this ISiloBuilder silo, StorageOptions options)
    {
        var clustering = options.Clustering;
        var gatewayPort = options.HasGateway ? options.Silo.GatewayPort : NoGateway;
        if (!clustering.IsCluster)
        {
            silo.UseLocalhostClustering(options.Silo.SiloPort, gatewayPort, serviceId: clustering.ServiceId, clusterId: clustering.ClusterId);
            silo.UseInMemoryReminderService();
            return;
        }
        silo.UseStorageClustering();
        silo.ConfigureEndpoints(IPAddress.Parse(clustering.AdvertisedAddress), options.Silo.SiloPort, gatewayPort);
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (clustering.ClusterId, clustering.ServiceId));
        silo.Configure<ClusterMembershipOptions>(o => Apply(o, clustering));
    }

    private static void Apply(ClusterMembershipOptions membership, ClusteringSection clustering)
    {
        membership.ProbeTimeout = TimeSpan.FromMilliseconds(clustering.ProbeTimeoutMs);
        // Orleans learns how fast answers come and waits less for them; a silo that gets no processor for a moment must not pay for its own speed.
        membership.MinProbeTimeout = membership.ProbeTimeout;
        membership.NumMissedProbesLimit = clustering.NumMissedProbesLimit;
        membership.NumVotesForDeathDeclaration = clustering.NumVotesForDeathDeclaration;
        membership.TableRefreshTimeout = TimeSpan.FromMilliseconds(clustering.TableRefreshTimeoutMs);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromMilliseconds(clustering.AlivePeriodMs);
        membership.EnableConnectionLivenessCheck = clustering.ConnectionLivenessCheck;
    }
}
