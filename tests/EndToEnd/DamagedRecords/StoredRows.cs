using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OrleansStorage.EndToEnd.DamagedRecords;

/// <summary>The rows of a silo's database while the silo is not there, as disks and hands damage them.</summary>
internal sealed class StoredRows(string? postgreSql, string dataDirectory)
{
    private bool IsSqlite => postgreSql is null;

    /// <summary>The state documents of every kind but those that are empty.</summary>
    public async Task<Dictionary<(string Kind, string Id), string>> DocumentsAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT graintypestring, grainidextensionstring, {(IsSqlite ? "CAST(PayloadBinary AS TEXT) AS document FROM OrleansStorage WHERE PayloadBinary IS NOT NULL" : "payload FROM orleansstorage WHERE payload IS NOT NULL")}";
        await using var rows = await command.ExecuteReaderAsync();
        Dictionary<(string, string), string> documents = [];
        while (await rows.ReadAsync()) documents.Add((rows.GetString(0), rows.GetString(1)), rows.GetString(2));
        return documents;
    }

    /// <summary>Cuts documents in half.</summary>
    public Task CutAsync(IEnumerable<(string Kind, string Id)> rows) => RunAsync([.. rows.Select(r => IsSqlite
        ? $"UPDATE OrleansStorage SET PayloadBinary = substr(PayloadBinary, 1, length(PayloadBinary) / 2) WHERE GrainTypeString = '{r.Kind}' AND GrainIdExtensionString = '{r.Id}'"
        : $"UPDATE orleansstorage SET payload = left(payload, length(payload) / 2) WHERE graintypestring = '{r.Kind}' AND grainidextensionstring = '{r.Id}'")]);

    /// <summary>Runs statements while no trigger looks; each must change something.</summary>
    public async Task RunAsync(params IReadOnlyList<string> statements)
    {
        await using var connection = await OpenAsync();
        var triggers = IsSqlite ? await TriggersAsync(connection) : [];
        if (!IsSqlite) await ExecuteAsync(connection, "ALTER TABLE orleansstorage DISABLE TRIGGER USER");
        foreach (var (name, _) in triggers) await ExecuteAsync(connection, "DROP TRIGGER " + name);
        foreach (var statement in statements) Assert.True(await ExecuteAsync(connection, statement) > 0, $"Nothing was damaged by: {statement}");
        foreach (var (_, sql) in triggers) await ExecuteAsync(connection, sql);
        if (!IsSqlite) await ExecuteAsync(connection, "ALTER TABLE orleansstorage ENABLE TRIGGER USER");
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<(string Name, string Sql)>> TriggersAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'OrleansStorage'";
        await using var rows = await command.ExecuteReaderAsync();
        List<(string, string)> found = [];
        while (await rows.ReadAsync()) found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsSqlite ? new SqliteConnection($"Data Source={Path.Combine(dataDirectory, "storage.db")};Pooling=False") : new NpgsqlConnection(postgreSql + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
