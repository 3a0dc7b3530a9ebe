using OrleansStorage.Api;
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
        catch (DriverConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = StorageConfiguration.Read(builder.Configuration);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null) builder.WebHost.UseUrls(DefaultUrl);
        await using var app = builder.AddStorage(options).AddObservability().Build();
        _ = app.Services.GetRequiredService<BackendRegistry>();
        app.MapCinderApi();
        app.MapObservability(options);
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Greeting.Text(options, app.Urls)));
        await app.RunAsync();
    }
}
