using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using OrleansStorage.Data.Batching;

namespace OrleansStorage.Data.Sqlite;

/// <summary>A statement that waits for SQLite. Not safe from several threads at once.</summary>
internal sealed class SqliteBatchCommand(CommandQueue queue) : BatchedCommand(queue)
{
    private readonly SqliteCommand _carrier = new();

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _carrier.Parameters;

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new SqliteParameter();
}
