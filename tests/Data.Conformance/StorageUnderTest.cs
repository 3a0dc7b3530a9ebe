using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Connections;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Idempotency;
using OrleansStorage.Ids;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using ICatalog = OrleansStorage.Catalog.ICatalog;

namespace OrleansStorage.Data.Conformance;

/// <summary>The storage as a silo registers it, Orleans' own provider inside, without the silo.</summary>
public sealed class StorageUnderTest : IAsyncDisposable
{
    private readonly IHost _host;

    private StorageUnderTest(IHost host)
    {
        _host = host;
        Storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        Catalog = host.Services.GetRequiredService<ICatalog>();
        Expiry = host.Services.GetRequiredService<IExpiry>();
        Keys = host.Services.GetRequiredService<IIdempotencyKeys>();
        Messages = host.Services.GetRequiredService<IUserMessages>();
        Database = host.Services.GetRequiredService<Database>();
    }

    public IGrainStorage Storage { get; }

    public ICatalog Catalog { get; }

    public IExpiry Expiry { get; }

    public IIdempotencyKeys Keys { get; }

    public IUserMessages Messages { get; }

    public Database Database { get; }

    public static async Task<StorageUnderTest> OpenAsync(DatabaseOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ISecretSealer>(new AesSecretSealer(new byte[AesSecretSealer.KeyLengthBytes]));
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddStorageData(options));
        var storage = new StorageUnderTest(builder.Build());
        await storage.Database.ApplySchemaAsync();
        await new StorageLifecycle().StartAsync(storage.Storage);
        return storage;
    }

    public static GrainId Key(VolumeId id) => GrainId.Create("volume", id.ToString());

    public async Task<VolumeRecord> ReadAsync(VolumeId id)
    {
        var state = new VolumeRecord();
        await Storage.ReadStateAsync("volume", Key(id), state);
        return state;
    }

    public Task WriteAsync(VolumeRecord state) => Storage.WriteStateAsync("volume", Key(state.State.Id), state);

    /// <summary>Writes a volume for the first time.</summary>
    public async Task<VolumeRecord> CreateAsync(VolumeState volume)
    {
        var state = new VolumeRecord(volume);
        await WriteAsync(state);
        return state;
    }

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_host).DisposeAsync();
}
