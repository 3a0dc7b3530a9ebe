using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace OrleansStorage.Data.Batching;

/// <summary>
/// One statement of Orleans' storage that waits for its turn. Its answer is there when its transaction is committed, or never: whoever reads it may believe it. Not safe from several threads at once.
/// </summary>
internal abstract class BatchedCommand(CommandQueue queue) : DbCommand
{
    private readonly TaskCompletionSource<BufferedReader> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rows, as long as the transaction is open.</summary>
    public BufferedReader? Rows { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public abstract override string CommandText { get; set; }

    /// <inheritdoc/>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>The transaction is committed.</summary>
    public void Committed() => _done.SetResult(Rows!);

    /// <summary>The transaction is not committed, or nobody knows.</summary>
    public void Failed(Exception exception) => _done.SetException(exception);

    // A statement that was handed over is carried out; to stop waiting for it would leave its outcome unknown for nothing.
    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        queue.Add(this);
        return await _done.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => throw OnlyAsynchronous();

    /// <inheritdoc/>
    public override object? ExecuteScalar() => throw OnlyAsynchronous();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw OnlyAsynchronous();

    private static NotSupportedException OnlyAsynchronous() => new("A batched statement waits for others; it can only be awaited.");
}
