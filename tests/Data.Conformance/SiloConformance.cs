using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansStorage.Testing;
using Xunit;
using ICatalog = OrleansStorage.Catalog.ICatalog;

namespace OrleansStorage.Data.Conformance;

/// <summary>The registration in a real silo.</summary>
public abstract class SiloConformance(ITestDatabase database)
{
    [Fact]
    public async Task Silo_OnAnEmptyDatabase_AppliesTheSchemaAndListsWhatAGrainWrote()
    {
        var options = await database.NewAsync();
        var ports = FreePort.Next(2);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(ports[0], ports[1]).AddStorageData(options));
        using var host = builder.Build();
        await host.StartAsync();
        var id = Guid.NewGuid();

        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IVolumeProbe>(id.ToString()).WriteAsync();

        Assert.Equal(id, Assert.Single(await host.Services.GetRequiredService<ICatalog>().ListVolumesAsync(new(), default)).Id.Value);
        await host.StopAsync();
    }
}
