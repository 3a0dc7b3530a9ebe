using Microsoft.Data.Sqlite;
using OrleansStorage.Data.Batching;
using SQLitePCL;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// The one writer of a SQLite file, with one connection for its life. Writers that compete for the file's lock sleep and retry for seconds; one does not. Statements stay compiled: to compile
/// a write with all its triggers takes many times as long as to run it. Blocks its thread; used by one caller at a time.
/// </summary>
internal sealed class SqliteBatchExecutor(SqliteDataSource dataSource) : IBatchExecutor
{
    private readonly Dictionary<string, SqliteCommand> _compiled = [];
    private SqliteConnection? _connection;

    /// <inheritdoc/>
    public Task ExecuteAsync(IReadOnlyList<BatchedCommand> batch)
    {
        _connection ??= (SqliteConnection)dataSource.OpenConnection();
        try
        {
            Compiled("BEGIN IMMEDIATE").ExecuteNonQuery();
            foreach (var command in batch)
                command.Rows = Execute((SqliteBatchCommand)command);
            Compiled("COMMIT").ExecuteNonQuery();
        }
        catch
        {
            // SQLite ends the transaction by itself after some errors, such as a full disk.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                Compiled("ROLLBACK").ExecuteNonQuery();
            throw;
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public bool IsOneStatementsFault(Exception failure) => true;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var command in _compiled.Values)
            command.Dispose();
        _connection?.Dispose();
        return default;
    }

    private BufferedReader Execute(SqliteBatchCommand command)
    {
        var compiled = Compiled(command.CommandText);
        compiled.Parameters.Clear();
        foreach (SqliteParameter parameter in command.Parameters)
            compiled.Parameters.Add(parameter);
        using var reader = compiled.ExecuteReader();
        return BufferedReader.ReadAll(reader);
    }

    private SqliteCommand Compiled(string text)
    {
        if (_compiled.TryGetValue(text, out var command))
            return command;
        command = _connection!.CreateCommand();
        command.CommandText = text;
        _compiled.Add(text, command);
        return command;
    }
}
