using Dapper;

namespace OrleansStorage.Data.Conformance;

/// <summary>Does to rows what disks, operators and other versions do to them, behind the back of the triggers that would refuse it.</summary>
internal sealed class Damage(Database database)
{
    private bool IsSqlite => database.Dialect.ScriptFolder == "Sqlite";

    /// <summary>Cuts a state document in half.</summary>
    public Task CutAsync(string kind, string id) => RunAsync(IsSqlite
        ? "UPDATE OrleansStorage SET PayloadBinary = substr(PayloadBinary, 1, length(PayloadBinary) / 2) WHERE GrainTypeString = @kind AND GrainIdExtensionString = @id"
        : "UPDATE orleansstorage SET payload = left(payload, length(payload) / 2) WHERE graintypestring = @kind AND grainidextensionstring = @id", new { kind, id });

    /// <summary>Writes something else in a state document.</summary>
    public Task ReplaceAsync(string kind, string id, string text, string by) => RunAsync(IsSqlite
        ? "UPDATE OrleansStorage SET PayloadBinary = CAST(replace(CAST(PayloadBinary AS TEXT), @text, @by) AS BLOB) WHERE GrainTypeString = @kind AND GrainIdExtensionString = @id"
        : "UPDATE orleansstorage SET payload = replace(payload, @text, @by) WHERE graintypestring = @kind AND grainidextensionstring = @id", new { kind, id, text, by });

    /// <summary>Runs a statement while no trigger looks.</summary>
    public Task RunAsync(string sql, object? parameters = null) => database.Dialect.RunAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync();
        List<(string Name, string Sql)> triggers = IsSqlite ? [.. await connection.QueryAsync<(string, string)>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'OrleansStorage'", transaction: transaction)] : [];
        await connection.ExecuteAsync(IsSqlite ? string.Concat(triggers.Select(t => $"DROP TRIGGER {t.Name};")) : "ALTER TABLE orleansstorage DISABLE TRIGGER USER", transaction: transaction);
        if (await connection.ExecuteAsync(sql, parameters, transaction) == 0) throw new InvalidOperationException($"No row was damaged by: {sql}");
        await connection.ExecuteAsync(IsSqlite ? string.Concat(triggers.Select(t => t.Sql + ";")) : "ALTER TABLE orleansstorage ENABLE TRIGGER USER", transaction: transaction);
        await transaction.CommitAsync();
        return true;
    }, default);
}
