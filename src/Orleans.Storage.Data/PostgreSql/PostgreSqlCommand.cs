using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using OrleansStorage.Data.Batching;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>A statement that waits for PostgreSQL. Not safe from several threads at once.</summary>
internal sealed class PostgreSqlCommand(CommandQueue queue) : BatchedCommand(queue)
{
    /// <summary>The statement as Npgsql knows it.</summary>
    public NpgsqlBatchCommand Statement { get; } = new();

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get => Statement.CommandText; set => Statement.CommandText = value!; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Statement.Parameters;

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new NpgsqlParameter();
}
