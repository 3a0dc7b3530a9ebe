using System.Net;
using Orleans;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Client;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Testing.Cluster;

/// <summary>Where a cluster's grains are, asked with the SDK through the gateways of all silos. Safe from any thread.</summary>
public sealed class ClusterGrains : IAsyncDisposable
{
    private readonly ClusterUnderTest _cluster;
    private readonly StorageClientConnection _sdk;

    private ClusterGrains(ClusterUnderTest cluster, StorageClientConnection sdk) => (_cluster, _sdk) = (cluster, sdk);

    /// <summary>Connects.</summary>
    public static async Task<ClusterGrains> ConnectAsync(ClusterUnderTest cluster)
    {
        var options = new StorageClientOptions();
        foreach (var port in cluster.GatewayPorts) options.Gateways.Add(new IPEndPoint(IPAddress.Loopback, port));
        return new(cluster, await StorageClientConnection.ConnectAsync(options));
    }

    /// <summary>The number of the silo that has the backend's grain.</summary>
    public Task<int> SiloOfBackendAsync(string backend) => SiloOfAsync(_sdk.Cluster.GetGrain<IBackendGrain>($"orleans-storage@{backend}#pool"));

    /// <summary>The number of the silo that has the grain of every volume type.</summary>
    public Task<int> SiloOfTypesAsync() => SiloOfAsync(_sdk.Cluster.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key));

    /// <summary>The number of the silo that has the volume's grain.</summary>
    public Task<int> SiloOfVolumeAsync(string volume) => SiloOfAsync(_sdk.Cluster.GetGrain<IVolumeGrain>(volume));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sdk.DisposeAsync();

    private async Task<int> SiloOfAsync(IAddressable grain)
    {
        var address = await _sdk.Cluster.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        return address is null ? throw new InvalidOperationException($"{grain} is on no silo.") : _cluster.NumberOf(address.Endpoint.Port);
    }
}
