using System.Net;
using OrleansStorage.Silo.Hosting;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What the operator opened to whoever comes, said again at each start.</summary>
internal static class Doors
{
    /// <summary>A sentence for each such door.</summary>
    public static IEnumerable<string> OpenedBy(StorageOptions options)
    {
        var (address, silo, gateway) = (options.Clustering.AdvertisedAddress, options.Silo.SiloPort, options.Silo.GatewayPort);
        if (options.Clustering.SiloTraffic == ClusteringSection.TrustEveryone)
            yield return $"Whoever reaches {address}:{silo}{(options.HasGateway ? $" or :{gateway}" : "")} commands this cluster, for nothing asks who he is";
        else if (options.Identity.IsKeystone && options.HasGateway)
            yield return $"Whoever reaches {address}:{gateway} acts for every project, for Keystone is not asked there";
        foreach (var admin in AdminListener.EndPoints(options.Admin).Where(a => !IPAddress.IsLoopback(a.EndPoint!.Address)))
            yield return $"Whoever reaches {admin.Address} sees every project's volumes, for it asks nobody who he is";
        if (options.Identity is { IsKeystone: false, NoAuth.AllowRemote: true })
            yield return "Whoever reaches the API is an admin (Storage:Identity:NoAuth:AllowRemote)";
    }
}
