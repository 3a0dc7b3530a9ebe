using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OrleansStorage.Client;

/// <summary>A connected client for programs without a host of their own; disposing it closes the connection. Safe from any thread.</summary>
public sealed class StorageClientConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private StorageClientConnection(IHost host) => _host = host;

    /// <summary>The client.</summary>
    public IStorageClient Client => _host.Services.GetRequiredService<IStorageClient>();

    /// <summary>The grains behind it, for tools and tests that need more than the client offers.</summary>
    public IClusterClient Cluster => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects to a cluster, repeating for as long as <see cref="StorageClientOptions.CallTimeout"/> allows.</summary>
    /// <exception cref="Errors.StorageException">No gateway answered.</exception>
    public static async Task<StorageClientConnection> ConnectAsync(StorageClientOptions options, CancellationToken cancellationToken = default)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddLogging();
        builder.Services.AddOrleansStorageClient(options);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
