using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using OrleansStorage.Data.Batching;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>A statement that waits for PostgreSQL. Not safe from several threads at once.</summary>
internal sealed class PostgreSqlCommand(CommandQueue queue) : BatchedCommand(queue)
{
    private readonly NpgsqlBatchCommand _template = new();

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get => _template.CommandText; set => _template.CommandText = value!; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _template.Parameters;

    /// <summary>The statement for one execution. Npgsql's own cannot be executed again after a batch that failed, so each execution gets a new one.</summary>
    public NpgsqlBatchCommand NewStatement()
    {
        var statement = new NpgsqlBatchCommand(_template.CommandText);
        foreach (NpgsqlParameter parameter in _template.Parameters)
            statement.Parameters.Add(parameter.Clone());
        return statement;
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new NpgsqlParameter();
}
