using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace OrleansStorage.Data.Batching;

/// <summary>What Orleans' storage takes for a connection: it only makes commands, and these find a real connection when their turn comes. Costs nothing to open.</summary>
internal sealed class BatchedConnection(CommandQueue queue, string connectionString) : DbConnection
{
    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString { get; set; } = connectionString;

    /// <inheritdoc/>
    public override string Database => "";

    /// <inheritdoc/>
    public override string DataSource => "";

    /// <inheritdoc/>
    public override string ServerVersion => "";

    /// <inheritdoc/>
    public override ConnectionState State => ConnectionState.Open;

    /// <inheritdoc/>
    public override void Open()
    {
    }

    /// <inheritdoc/>
    public override void Close()
    {
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("Every batched statement is a transaction to its caller.");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => queue.CreateCommand();
}
