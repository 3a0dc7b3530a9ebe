using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Data.Failures;
using OrleansStorage.Data.Idempotency;
using OrleansStorage.Data.Messages;
using OrleansStorage.Data.Records;
using OrleansStorage.Data.Schema;
using OrleansStorage.Data.Sqlite;
using OrleansStorage.Data.State;
using OrleansStorage.Domain.Records;
using OrleansStorage.Idempotency;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Records;

namespace OrleansStorage.Data;

/// <summary>Registers the database with a silo.</summary>
public static class StorageDataExtensions
{
    /// <summary>
    /// Grain state (the default provider), the <see cref="OrleansStorage.Catalog.ICatalog"/> and the <see cref="Database"/> itself.
    /// The schema is applied in the first stage of the silo's start, before any grain is activated.
    /// A lost race for a state is an <see cref="InconsistentStateException"/>, the first write of a key included.
    /// </summary>
    public static ISiloBuilder AddStorageData(this ISiloBuilder builder, DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        const string Default = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        var services = builder.Services;
        services.AddSingleton(s => Database.Open(options, s.GetRequiredService<ILogger<Database>>(), s.GetService<TimeProvider>()));
        services.AddHostedService(s => new DatabaseWatch(s.GetRequiredService<Database>(), s.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.AddIncomingGrainCallFilter<DatabaseCalls>();
        builder.AddOutgoingGrainCallFilter<DatabaseCalls>();
        services.AddSingleton<IUnreadableRecords, UnreadableRecords>();
        services.AddSingleton<IDocumentKind, VolumeDocument>();
        services.AddSingleton<IDocumentKind, GroupDocument>();
        services.AddSingleton<IRecordDoctor>(s => new SqlRecordDoctor(s.GetRequiredService<Database>(), s.GetRequiredService<ISecretSealer>(), s.GetServices<IDocumentKind>(), s.GetRequiredService<IUnreadableRecords>()));
        services.AddSingleton<ICatalog>(s => new SqlCatalog(s.GetRequiredService<Database>(), s.GetRequiredService<IUnreadableRecords>()));
        services.AddSingleton<IFigures>(s => new SqlFigures(s.GetRequiredService<Database>()));
        services.AddSingleton<IInstallation>(s => new SqlInstallation(s.GetRequiredService<Database>()));
        services.AddSingleton<IExpiry>(s => new SqlExpiry(s.GetRequiredService<Database>()));
        services.AddSingleton<IIdempotencyKeys>(s => new SqlIdempotencyKeys(s.GetRequiredService<Database>(), s.GetRequiredService<ISecretSealer>(), s.GetRequiredService<IUnreadableRecords>()));
        services.AddSingleton<IUserMessages>(s => new SqlUserMessages(s.GetRequiredService<Database>(), s.GetRequiredService<IUnreadableRecords>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SchemaParticipant>();
        services.AddOptions<AdoNetGrainStorageOptions>(Default).Configure<Database>(Configure);
        services.TryAddEnumerable(ServiceDescriptor.Transient<IPostConfigureOptions<AdoNetGrainStorageOptions>, DefaultAdoNetGrainStorageOptionsHashPickerConfigurator>());
        services.AddGrainStorage(Default, CreateStorage);
        return builder;
    }

    /// <summary>Tells the doctor of records what the documents of one kind are.</summary>
    /// <typeparam name="T">The state of the grain that keeps them.</typeparam>
    public static IServiceCollection AddSettingsDocument<T>(this IServiceCollection services, RecordKind kind) where T : StoredSettings =>
        services.AddSingleton<IDocumentKind>(new SettingsDocument(kind, typeof(T)));

    private static void Configure(AdoNetGrainStorageOptions options, Database database)
    {
        options.Invariant = database.Dialect.Invariant;
        options.DataSource = database.Dialect.DataSource;
        options.GrainStorageSerializer = new StateSerializer();
    }

    private static NotedGrainStorage CreateStorage(IServiceProvider services, string name)
    {
        var dialect = services.GetRequiredService<Database>().Dialect;
        var storage = AdoNetGrainStorageFactory.Create(services, name);
        var guarded = new GuardedGrainStorage(dialect is SqliteDialect sqlite ? new SqliteGrainStorage(storage, sqlite.Writes) : storage, dialect.Guard);
        return new(guarded, services.GetRequiredService<IUnreadableRecords>());
    }
}
