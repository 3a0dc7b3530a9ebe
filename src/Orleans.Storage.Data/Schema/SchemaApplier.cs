using System.Data.Common;
using Dapper;

namespace OrleansStorage.Data.Schema;

/// <summary>Brings a database to this code's schema. Again, or from several processes at once: the steps that are missing are applied once.</summary>
internal static class SchemaApplier
{
    private const string VersionTable = "CREATE TABLE IF NOT EXISTS storage_schema (version integer NOT NULL PRIMARY KEY, name text NOT NULL, digest text NOT NULL)";

    /// <summary>Applies what is missing, all of it or nothing.</summary>
    /// <returns>How many steps were missing.</returns>
    /// <exception cref="SchemaException">A step was applied that is another than this code's; nothing is changed.</exception>
    public static Task<int> ApplyAsync(IDatabaseDialect dialect, CancellationToken cancellationToken) =>
        dialect.ConnectAsync(connection => ApplyAsync(dialect, connection, cancellationToken), cancellationToken);

    private static async Task<int> ApplyAsync(IDatabaseDialect dialect, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await dialect.BeginExclusiveAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(VersionTable, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        // Every column: a table of before digests has none, and its scripts are not this code's.
        var applied = (await connection.QueryAsync<AppliedScript>(new CommandDefinition("SELECT * FROM storage_schema", transaction: transaction, cancellationToken: cancellationToken))
            .ConfigureAwait(false)).ToDictionary(s => s.Version, s => s.Digest);
        var scripts = SchemaScript.ReadAll(dialect.ScriptFolder);
        if (scripts.FirstOrDefault(s => applied.TryGetValue(s.Version, out var digest) && digest != s.Digest) is { } other) throw new SchemaException(other.Name);
        var missing = scripts.Where(s => !applied.ContainsKey(s.Version)).ToList();
        foreach (var script in missing)
        {
            await connection.ExecuteAsync(new CommandDefinition(script.Text, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO storage_schema (version, name, digest) VALUES (@Version, @Name, @Digest)",
                new { script.Version, script.Name, script.Digest }, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return missing.Count;
    }

    private sealed class AppliedScript
    {
        public int Version { get; init; }
        public string? Digest { get; init; }
    }
}
