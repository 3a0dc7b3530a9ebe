using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansStorage.Client.Calls;

namespace OrleansStorage.Client;

/// <summary>Adds the client to a host's services.</summary>
public static class StorageClientServices
{
    /// <summary>Adds <see cref="IStorageClient"/>; the connection to the cluster is made when the host starts and closed when it stops.</summary>
    public static IServiceCollection AddOrleansStorageClient(this IServiceCollection services, Action<StorageClientOptions>? configure = null)
    {
        var options = new StorageClientOptions();
        configure?.Invoke(options);
        return services.AddOrleansStorageClient(options);
    }

    /// <inheritdoc cref="AddOrleansStorageClient(IServiceCollection, Action{StorageClientOptions}?)"/>
    public static IServiceCollection AddOrleansStorageClient(this IServiceCollection services, StorageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOrleansClient(client => Configure(client, options));
        services.AddSingleton<IStorageClient>(provider => new StorageClient(
            provider.GetRequiredService<IClusterClient>(), options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StorageClient>>()));
        return services;
    }

    private static void Configure(IClientBuilder client, StorageClientOptions options)
    {
        IPEndPoint[] gateways = options.Gateways.Count > 0 ? [.. options.Gateways] : [new(IPAddress.Loopback, options.LocalGatewayPort)];
        client.UseStaticClustering(gateways);
        client.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = options.ClusterId;
            cluster.ServiceId = options.ServiceId;
        });
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.TryTimeout);
        client.Services.AddSingleton<IClientConnectionRetryFilter>(provider => new ConnectionPatience(options, provider.GetRequiredService<TimeProvider>()));
    }
}
