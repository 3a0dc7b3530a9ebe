using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansStorage.Api;
using OrleansStorage.Api.Identity.Keystone;
using OrleansStorage.Connections;
using OrleansStorage.Data.Secrets;
using OrleansStorage.Data;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.Files;
using OrleansStorage.Grains;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Grains.Backups;
using OrleansStorage.Grains.Groups;
using OrleansStorage.Grains.Projects;
using OrleansStorage.Grains.Reconciliation;
using OrleansStorage.Grains.Types;
using OrleansStorage.Records;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>The composition root: which implementation stands behind which interface.</summary>
internal static class SiloHosting
{
    /// <summary>How long a grain call may take: longer than an export from intent to answer, so that its own outcome comes first.</summary>
    private static readonly TimeSpan ResponseMargin = TimeSpan.FromSeconds(15);

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder, StorageOptions options)
    {
        var services = builder.Services;
        MakeDirectory(options.DataDirectory);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Timeouts(options));
        services.AddSingleton<IFaultPoints>(NoFaultPoints.Instance);
        services.AddSingleton(new ReconcileOptions(TimeSpan.FromDays(options.Operations.TimelineDays), OrphanGrace(options)));
        services.AddSingleton<ISecretSealer>(_ => options.Database.SecretsKey is { } key ? AesSecretSealer.FromBase64(key) : SecretKeyFile.Open(options.DataDirectory));
        services.AddSingleton(s => new BackendRegistry(StorageConfiguration.Backends(options, s.GetRequiredService<ILoggerFactory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IFaultPoints>())));
        services.AddSingleton(Options.Create(options.Api));
        services.AddSingleton(Options.Create(options.Identity.NoAuth));
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.AddSingleton(Options.Create(options.Identity.Keystone));
        if (options.Identity.IsKeystone) services.AddKeystoneIdentity();
        services.AddCinderApi();
        builder.UseOrleans(silo => silo.AddSilo(options));
        services.AddHostedService<ReconcilerWatch>();
        services.AddSingleton<ClockWatch>().AddSingleton<ISiloClock>(s => s.GetRequiredService<ClockWatch>()).AddHostedService(s => s.GetRequiredService<ClockWatch>());
        return builder;
    }

    private static void MakeDirectory(string path)
    {
        try
        {
            PrivateFiles.MakeDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverConfigurationException($"Storage:DataDirectory cannot be used: {e.Message}");
        }
        if (PrivateFiles.ComplaintAbout(Path.GetFullPath(path)) is { } complaint) throw new DriverConfigurationException($"Storage:DataDirectory: {complaint}");
    }

    private static void AddSilo(this ISiloBuilder silo, StorageOptions options)
    {
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = o.SystemResponseTimeout = Timeouts(options).Export + ResponseMargin);
        silo.AddStorageData(new DatabaseOptions
        {
            Provider = Enum.Parse<DatabaseProvider>(options.Database.Provider), ConnectionString = options.Database.ConnectionString, DataDirectory = options.DataDirectory,
            Pooler = Enum.Parse<DatabasePooler>(options.Database.Pooler),
        });
        silo.Services.AddSettingsDocument<VolumeTypesState>(RecordKind.VolumeTypes).AddSettingsDocument<GroupTypesState>(RecordKind.GroupTypes).AddSettingsDocument<ProjectState>(RecordKind.Project)
            .AddSettingsDocument<QuotaClassState>(RecordKind.QuotaClass).AddSettingsDocument<BackupsState>(RecordKind.Backups).AddSettingsDocument<BackendState>(RecordKind.Backend);
        silo.JoinCluster(options);
        silo.AddStartupTask<ReconcilerStartup>();
        silo.AddOutgoingGrainCallFilter<UndeliveredCalls>();
#pragma warning disable ORLEANSEXP003 // Experimental in Orleans, so off unless the operator asks for it.
        if (options.Silo.GrainDirectory == "Distributed") silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        if (options.Silo.Dashboard) silo.AddDashboard();
    }

    private static TimeSpan OrphanGrace(StorageOptions options) =>
        options.Operations.OrphanGraceMs is { } graceMs ? TimeSpan.FromMilliseconds(graceMs) : (Timeouts(options).Export * 2) + Timeouts(options).ClockSkew;

    private static OperationTimeouts Timeouts(StorageOptions options) => new(
        TimeSpan.FromMilliseconds(options.Operations.ExportTimeoutMs), TimeSpan.FromMilliseconds(options.Operations.DataTimeoutMs), TimeSpan.FromMilliseconds(options.Operations.ClockSkewMs));
}
