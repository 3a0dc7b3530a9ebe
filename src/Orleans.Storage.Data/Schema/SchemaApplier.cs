using System.Data.Common;
using Dapper;

namespace OrleansStorage.Data.Schema;

/// <summary>Brings a database to this code's schema. Again, or from several processes at once: the steps that are missing are applied once.</summary>
internal static class SchemaApplier
{
    private const string VersionTable = "CREATE TABLE IF NOT EXISTS storage_schema (version integer NOT NULL PRIMARY KEY, name text NOT NULL)";

    /// <summary>Applies what is missing, all of it or nothing.</summary>
    /// <returns>How many steps were missing.</returns>
    public static Task<int> ApplyAsync(IDatabaseDialect dialect, CancellationToken cancellationToken) =>
        dialect.RunAsync(connection => ApplyAsync(dialect, connection, cancellationToken), cancellationToken);

    private static async Task<int> ApplyAsync(IDatabaseDialect dialect, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await dialect.BeginExclusiveAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(VersionTable, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        var applied = await connection.QueryAsync<int>(new CommandDefinition("SELECT version FROM storage_schema", transaction: transaction, cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        var missing = SchemaScript.ReadAll(dialect.ScriptFolder).ExceptBy(applied, s => s.Version).ToList();
        foreach (var script in missing)
        {
            await connection.ExecuteAsync(new CommandDefinition(script.Text, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO storage_schema (version, name) VALUES (@Version, @Name)",
                new { script.Version, script.Name }, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return missing.Count;
    }
}
