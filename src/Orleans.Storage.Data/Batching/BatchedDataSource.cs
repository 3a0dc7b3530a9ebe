using System.Data.Common;

namespace OrleansStorage.Data.Batching;

/// <summary>The data source that Orleans' storage is given: the statements of many grains at once reach the database together. Safe from any thread.</summary>
/// <param name="queue">Where the statements wait.</param>
/// <param name="real">The database itself; Orleans asks it for a connection only to check the driver.</param>
internal sealed class BatchedDataSource(CommandQueue queue, DbDataSource real) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => real.ConnectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => real.CreateConnection();

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection() => new BatchedConnection(queue, real.ConnectionString);

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(OpenDbConnection());
}
