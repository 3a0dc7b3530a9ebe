using Npgsql;
using OrleansStorage.Data.Batching;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>Sends statements in one go, which PostgreSQL takes for one transaction. Used by one caller at a time.</summary>
internal sealed class PostgreSqlBatchExecutor(NpgsqlDataSource dataSource) : IBatchExecutor
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(IReadOnlyList<BatchedCommand> batch)
    {
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        await using var statements = connection.CreateBatch();
        foreach (var command in batch)
            statements.BatchCommands.Add(((PostgreSqlCommand)command).NewStatement());
        await using var reader = await statements.ExecuteReaderAsync().ConfigureAwait(false);
        foreach (var command in batch)
        {
            command.Rows = await BufferedReader.ReadAsync(reader).ConfigureAwait(false);
            await reader.NextResultAsync().ConfigureAwait(false);
        }
    }

    // Anything else than the server's own word on a statement is a connection that broke: to try again one by one would only take long, and may do twice what was done.
    /// <inheritdoc/>
    public bool IsOneStatementsFault(Exception failure) => failure is PostgresException;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
