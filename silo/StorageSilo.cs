using System.Data.Common;
using OrleansStorage.Api;
using OrleansStorage.Api.Policies;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Data;
using OrleansStorage.Data.Schema;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Silo.Configuration;
using OrleansStorage.Silo.Hosting;

namespace OrleansStorage.Silo;

/// <summary>One silo: the grains, the Cinder v3 API and the dashboard in one process. The product's program runs it as it is; a test build puts something in its place.</summary>
public static class StorageSilo
{
    private const string DefaultUrl = "http://127.0.0.1:8776";

    /// <summary>Runs a silo until it is told to stop. What keeps it from starting goes to the error output, a line for each mistake.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="add">What is registered after the product's own; null for nothing.</param>
    /// <param name="map">What is served beside the product's own; null for nothing.</param>
    /// <returns>The exit code: 0; 1 when it could not start; 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder>? add = null, Action<WebApplication>? map = null)
    {
        if (SiloArguments.Read(args) is { } instead)
        {
            await (instead.ExitCode == 0 ? Console.Out : Console.Error).WriteLineAsync(instead.Text);
            return instead.ExitCode;
        }
        WebApplication app;
        try
        {
            app = await StartAsync(args, add, map);
        }
        catch (Exception e) when (Told(e) is { } told)
        {
            await Console.Error.WriteLineAsync(told);
            return 1;
        }
        await using (app) await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>A silo that is ready to start: its configuration is checked, its database has the schema and its arrays are ready. The parameters are those of <see cref="RunAsync"/>.</summary>
    /// <exception cref="DriverConfigurationException">The configuration is wrong, or a port or an array that it names cannot be used; a line for each mistake.</exception>
    /// <exception cref="InvalidDataException">The key file is damaged.</exception>
    /// <exception cref="DatabaseUnfitException">The database server cannot be used as it is.</exception>
    /// <exception cref="SchemaException">The database was made by another version's scripts.</exception>
    /// <exception cref="SecretsKeyException">The key does not open the secrets on record.</exception>
    /// <exception cref="ClockSkewException">The machine's clock is not the database's.</exception>
    /// <exception cref="PolicyFileException">The policies cannot be read.</exception>
    /// <exception cref="DbException">The database cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? add = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = StorageConfiguration.Read(builder.Configuration);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null) builder.WebHost.UseUrls(DefaultUrl);
        TakenPorts.ThrowIfAny(options, builder.Configuration);
        AdminListener.Open(builder, options.Admin);
        builder.AddStorage(options).AddObservability(options);
        add?.Invoke(builder);
        var app = builder.Build();
        try
        {
            await PrepareAsync(app.Services, options);
            app.MapCinderApi();
            app.MapObservability(options);
            map?.Invoke(app);
            app.Lifetime.ApplicationStarted.Register(() => Greeting.Say(app, options));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task<WebApplication> StartAsync(string[] args, Action<WebApplicationBuilder>? add, Action<WebApplication>? map)
    {
        var app = await BuildAsync(args, add, map);
        try
        {
            await app.StartAsync();
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            // Its origin is in the host's log; an https address without a certificate is such a one.
            if (e is InvalidOperationException) throw new DriverConfigurationException($"The silo cannot start: {e.Message}");
            throw;
        }
    }

    /// <summary>What an operator can do something about, in a line; null for the rest, which is a bug and ends with all that is known of it.</summary>
    private static string? Told(Exception exception) => exception switch
    {
        DriverConfigurationException or SchemaException or SecretsKeyException or ClockSkewException or PolicyFileException or InvalidDataException or DatabaseUnfitException or StorageException => exception.Message,
        DbException e => $"The database cannot be used: {Database.Explain(e)}",
        IOException or UnauthorizedAccessException => $"The silo cannot start: {exception.Message}",
        _ => null,
    };

    /// <summary>Before the silo joins anything: one that cannot serve must not be given volumes.</summary>
    private static async Task PrepareAsync(IServiceProvider services, StorageOptions options)
    {
        var backends = services.GetRequiredService<BackendRegistry>();
        if (options.Clustering.IsCluster) backends.ThrowIfNotShared();
        var database = services.GetRequiredService<Database>();
        await database.CheckServerAsync();
        await database.ApplySchemaAsync();
        await database.SayConnectionsAsync();
        await services.GetRequiredService<ClockWatch>().ThrowIfWrongAsync();
        await database.CheckSecretsKeyAsync(services.GetRequiredService<ISecretSealer>());
        var installation = await services.GetRequiredService<IInstallation>().GetIdAsync(CancellationToken.None);
        // Before its daemon is touched, where that can be told; and again when all have started.
        await backends.CheckOwnersAsync(installation, claim: false, CancellationToken.None);
        await backends.StartAsync(CancellationToken.None);
        await backends.CheckOwnersAsync(installation, claim: true, CancellationToken.None);
    }
}
