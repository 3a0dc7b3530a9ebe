using System.Globalization;
using OrleansStorage.Client;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Benchmarks;

/// <summary>The attach cycle through the .NET SDK, over the silo's gateway. Each worker has its own volume.</summary>
internal sealed class SdkLoad : IAsyncDisposable
{
    private readonly StorageClientConnection _connection;
    private readonly List<VolumeId> _volumes = [];

    private SdkLoad(StorageClientConnection connection) => _connection = connection;

    public static async Task<SdkLoad> PrepareAsync(int gatewayPort, int workers)
    {
        var load = new SdkLoad(await StorageClientConnection.ConnectAsync(new StorageClientOptions { LocalGatewayPort = gatewayPort, IsAdmin = true }));
        for (var i = 0; i < workers; i++)
        {
            var volume = await load._connection.Client.CreateVolumeAsync(new NewVolume { SizeGiB = 1 });
            await load._connection.Client.WaitUntilSettledAsync(volume.Id);
            load._volumes.Add(volume.Id);
        }
        return load;
    }

    public async Task AttachCycleAsync(int worker, int n)
    {
        var (client, volume) = (_connection.Client, _volumes[worker]);
        var host = "bench-" + worker.ToString(CultureInfo.InvariantCulture);
        var reserved = await client.ReserveAsync(volume, Guid.NewGuid());
        await client.ConnectAsync(volume, reserved.Id, new Connector { Host = host, Initiator = "iqn.2026-11.bench:" + host });
        await client.CompleteAsync(volume, reserved.Id);
        await client.DetachAsync(volume, reserved.Id);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
