using System.Data.Common;
using Dapper;
using Npgsql;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>
/// Looks, before a silo writes anything, whether a PostgreSQL is one that it can serve from: what would show later shows as an error of
/// somebody's request.
/// </summary>
internal static class PostgreSqlFitness
{
    private const string Look = """
        SELECT current_setting('server_version_num')::integer AS VersionNumber, current_setting('server_version') AS Version,
               current_setting('server_encoding') AS Encoding,
               current_setting('default_transaction_isolation') AS Isolation
        """;

    /// <summary>3 is Orleans' number of an active silo.</summary>
    private const string Connections = """
        SELECT current_setting('server_version'),
               least(current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer,
                     nullif((SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user), -1),
                     nullif((SELECT datconnlimit FROM pg_database WHERE datname = current_database()), -1)),
               (SELECT count(*) FROM orleansmembershiptable WHERE status = 3)::integer
        """;

    private const int OldestVersion = 150_000;

    /// <summary>The server's version, how many connections it gives to this user and database, and how many silos are up.</summary>
    public static Task<(string Version, int Given, int Silos)> CountConnectionsAsync(
        IDatabaseDialect dialect, CancellationToken cancellationToken) =>
        dialect.ConnectAsync(
            c => c.QuerySingleAsync<(string, int, int)>(new CommandDefinition(Connections, cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Looks.</summary>
    /// <exception cref="DatabaseUnfitException">It cannot be used.</exception>
    /// <exception cref="DbException">It does not answer.</exception>
    public static async Task LookAsync(IDatabaseDialect dialect, DatabasePooler pooler, CancellationToken cancellationToken)
    {
        var facts = await dialect.ConnectAsync(
            c => c.QuerySingleAsync<PostgreSqlServerFacts>(new CommandDefinition(Look, cancellationToken: cancellationToken)), cancellationToken)
            .ConfigureAwait(false);
        var mistakes = MistakesOf(facts).ToList();
        if (pooler == DatabasePooler.None && await SharesSessionsAsync(dialect.DataSource, cancellationToken).ConfigureAwait(false))
            mistakes.Add(
                "Storage:Database:ConnectionString leads to a pooler in transaction mode, which was not said: set Storage:Database:Pooler to Transaction");
        if (mistakes.Count > 0) throw new DatabaseUnfitException(mistakes);
    }

    private static IEnumerable<string> MistakesOf(PostgreSqlServerFacts facts)
    {
        if (facts.VersionNumber < OldestVersion)
            yield return $"Storage:Database: this is PostgreSQL {facts.Version}; 15 or newer is needed";
        if (facts.Encoding != "UTF8")
            yield return $"Storage:Database: this database keeps texts as {facts.Encoding}, which has no place for every name: "
                + "make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0";
        if (facts.Isolation != "read committed")
            yield return $"Storage:Database: transactions are '{facts.Isolation}' by default here, and writes that meet would fail: "
                + "ALTER DATABASE … SET default_transaction_isolation TO 'read committed'";
    }

    /// <summary>Whether two connections prepare a statement of one name in one session.</summary>
    private static async Task<bool> SharesSessionsAsync(DbDataSource source, CancellationToken cancellationToken)
    {
        await using var first = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var second = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var one = Prepared(first);
        await using var other = Prepared(second);
        try
        {
            await one.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await other.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await one.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            await ((NpgsqlCommand)other).UnprepareAsync(cancellationToken).ConfigureAwait(false);
            await ((NpgsqlCommand)one).UnprepareAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName)
        {
            return true;
        }
    }

    private static DbCommand Prepared(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT 'whose session is this?'";
        return command;
    }
}
