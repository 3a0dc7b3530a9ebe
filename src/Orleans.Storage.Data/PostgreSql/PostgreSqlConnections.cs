using Npgsql;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>How connections to PostgreSQL are made.</summary>
internal static class PostgreSqlConnections
{
    /// <summary>
    /// What our statements gain from: they are few and repeated, so they are prepared; they leave nothing behind in a session, so it is not
    /// reset; and a server serves a few dozen connections best.
    /// No wait is left to a server that does not answer: a connection and a statement of ours take milliseconds. The operator's own
    /// connection string overrides each.
    /// </summary>
    private const string Defaults =
        "Max Auto Prepare=64;Auto Prepare Min Usages=2;No Reset On Close=true;Maximum Pool Size=32;Application Name=orleans-storage;"
        + "Timeout=5;Command Timeout=10;Cancellation Timeout=-1;Tcp Keepalive=true;";

    /// <summary>
    /// A pooler in transaction mode gives each transaction a session that others used before: nothing of ours may be kept in one.
    /// </summary>
    private const string Stateless = "Max Auto Prepare=0;No Reset On Close=true;";

    /// <summary>
    /// Scans of whole tables and sorts of whole projects are a last resort, because a session keeps the plans that it makes while the
    /// tables are small, and each of our statements has its index; compiling a plan
    /// costs more than running it. Set when a session has begun, because a pooler refuses it in the beginning of one.
    /// </summary>
    private const string Planner = "SET jit = off; SET enable_seqscan = off; SET enable_bitmapscan = off";

    /// <summary>The pool of one silo. Opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public static NpgsqlDataSource Build(string connectionString, DatabasePooler pooler)
    {
        var builder = new NpgsqlDataSourceBuilder(Defaults + connectionString + (pooler == DatabasePooler.Transaction ? ";" + Stateless : ""));
        // Plans are not kept without prepared statements, and what an operator says of the planner stands.
        if (pooler == DatabasePooler.None && builder.ConnectionStringBuilder.Options is null)
            builder.UsePhysicalConnectionInitializer(Begin, BeginAsync);
        return builder.Build();
    }

    private static void Begin(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Planner, connection);
        command.ExecuteNonQuery();
    }

    private static async Task BeginAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Planner, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
