using System.Data.Common;
using OrleansStorage.Api;
using OrleansStorage.Api.Policies;
using OrleansStorage.Connections;
using OrleansStorage.Data;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Drivers;
using OrleansStorage.Silo.Configuration;
using OrleansStorage.Silo.Hosting;

namespace OrleansStorage.Silo;

/// <summary>One silo: the grains, the Cinder v3 API and the dashboard in one process.</summary>
internal static class Program
{
    private const string DefaultUrl = "http://127.0.0.1:8776";

    private static async Task<int> Main(string[] args)
    {
        try
        {
            await RunAsync(args);
            return 0;
        }
        catch (Exception e) when (e is DriverConfigurationException or SecretsKeyException or PolicyFileException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {e.Message}");
            return 1;
        }
    }

    private static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = StorageConfiguration.Read(builder.Configuration);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null) builder.WebHost.UseUrls(DefaultUrl);
        await using var app = builder.AddStorage(options).AddObservability().Build();
        var backends = app.Services.GetRequiredService<BackendRegistry>();
        if (options.Clustering.IsCluster) backends.ThrowIfNotShared();
        await PrepareDatabaseAsync(app.Services);
        app.MapCinderApi();
        app.MapObservability(options);
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Greeting.Text(options, app.Urls)));
        await app.RunAsync();
    }

    /// <summary>Before the silo joins anything: one that cannot serve must not be given volumes.</summary>
    private static async Task PrepareDatabaseAsync(IServiceProvider services)
    {
        var database = services.GetRequiredService<Database>();
        await database.ApplySchemaAsync();
        await database.CheckSecretsKeyAsync(services.GetRequiredService<ISecretSealer>());
    }
}
