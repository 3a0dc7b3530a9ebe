using System.Data.Common;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using OrleansStorage.Data.PostgreSql;

namespace OrleansStorage.Data;

/// <summary>What several silos share through their database. Call after <see cref="StorageDataExtensions.AddStorageData"/>.</summary>
public static class StorageClusterExtensions
{
    /// <summary>Membership and reminders in the database, over the same pool of connections as everything else. PostgreSQL only.</summary>
    /// <exception cref="InvalidOperationException">When the silo starts: the database is not PostgreSQL.</exception>
    public static ISiloBuilder UseStorageClustering(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseAdoNetClustering(clustering => clustering.Configure<Database>((o, database) => (o.Invariant, o.DataSource) = Shared(database)));
        builder.UseAdoNetReminderService(reminders => reminders.Configure<Database>((o, database) => (o.Invariant, o.DataSource) = Shared(database)));
        return builder;
    }

    private static (string Invariant, DbDataSource Source) Shared(Database database) =>
        database.Dialect is PostgreSqlDialect dialect ? (dialect.Invariant, dialect.DataSource) : throw new InvalidOperationException("A cluster needs PostgreSQL: SQLite serves one silo.");
}
