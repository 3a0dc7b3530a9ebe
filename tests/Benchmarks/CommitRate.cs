using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OrleansStorage.Benchmarks;

/// <summary>What the database itself can do, measured in the same run: durable single-row conditional updates from as many connections.</summary>
internal static class CommitRate
{
    private const string Update = "UPDATE commit_rate SET n = n + 1, payload = @p WHERE id = @id AND n = @n";
    private static readonly byte[] Payload = new byte[1500];

    public static async Task<LoadResult> OfPostgreSqlAsync(string connectionString, int connections, TimeSpan duration)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = connections + 2, MaxAutoPrepare = 4 }.ConnectionString);
        await ExecuteAsync(await source.OpenConnectionAsync(), "CREATE TABLE IF NOT EXISTS commit_rate (id int PRIMARY KEY, n int NOT NULL, payload bytea) WITH (fillfactor = 50)", "TRUNCATE commit_rate");
        return await RunAsync(connections, duration, () => source.CreateConnection(), connections);
    }

    public static async Task<LoadResult> OfSqliteAsync(string directory, TimeSpan duration)
    {
        var connectionString = $"Data Source={Path.Combine(directory, "commit-rate.db")};Pooling=False";
        await using (var first = new SqliteConnection(connectionString))
        {
            await first.OpenAsync();
            await ExecuteAsync(first, "PRAGMA journal_mode=WAL", "CREATE TABLE IF NOT EXISTS commit_rate (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, payload BLOB)", "DELETE FROM commit_rate");
        }
        return await RunAsync(1, duration, () => new SqliteConnection(connectionString), 1);
    }

    private static async Task<LoadResult> RunAsync(int workers, TimeSpan duration, Func<DbConnection> connect, int rows)
    {
        var commands = new DbCommand[rows];
        for (var id = 0; id < rows; id++)
        {
            var connection = connect();
            await connection.OpenAsync();
            if (connection is SqliteConnection) await ExecuteAsync(connection, "PRAGMA synchronous=FULL");
            await ExecuteAsync(connection, $"INSERT INTO commit_rate (id, n) VALUES ({id}, 0)");
            commands[id] = connection.CreateCommand();
            commands[id].CommandText = Update;
            Add(commands[id], "p", Payload);
            Add(commands[id], "id", id);
            Add(commands[id], "n", 0);
            await commands[id].PrepareAsync();
        }
        var result = await Load.RunAsync(workers, duration, async (worker, n) =>
        {
            commands[worker].Parameters["n"].Value = n;
            if (await commands[worker].ExecuteNonQueryAsync() != 1) throw new InvalidOperationException("The conditional update hit no row.");
        });
        foreach (var command in commands) await command.Connection!.DisposeAsync();
        return result;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static async Task ExecuteAsync(DbConnection connection, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
