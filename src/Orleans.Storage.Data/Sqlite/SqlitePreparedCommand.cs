using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// A command whose statements stay prepared in its connection when its user disposes of it. SQLite compiles the triggers of a table into every statement that writes to it, which takes ten times as long as
/// running them. One caller at a time, as its connection.
/// </summary>
internal sealed class SqlitePreparedCommand(SqlitePooledConnection connection) : DbCommand
{
    /// <summary>What the user asks for; it is never run itself.</summary>
    private readonly SqliteCommand _asked = new();

    private SqliteCommand? _prepared;
    private SqliteDataReader? _reader;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get => _asked.CommandText; set => _asked.CommandText = value; }

    /// <inheritdoc/>
    public override int CommandTimeout { get => _asked.CommandTimeout; set => _asked.CommandTimeout = value; }

    /// <inheritdoc/>
    public override CommandType CommandType { get => _asked.CommandType; set => _asked.CommandType = value; }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">It belongs to the connection that made it.</exception>
    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("A prepared command stays with its connection.");
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _asked.Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc/>
    public override void Cancel() => _prepared?.Cancel();

    /// <inheritdoc/>
    public override void Prepare() => Rented().Prepare();

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Run(command => command.ExecuteNonQuery());

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Run(command => command.ExecuteScalar());

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Run(command => command.ExecuteReader(behavior));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _prepared is { } prepared)
        {
            _prepared = null;
            // Statements that are still being read hold a view of the database.
            if (_reader is { IsClosed: false }) prepared.Dispose();
            else connection.Keep(prepared);
        }
        if (disposing) _asked.Dispose();
        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> run)
    {
        var command = Rented();
        try
        {
            return run(command);
        }
        catch
        {
            _prepared = null;
            command.Dispose();
            throw;
        }
    }

    private SqliteCommand Rented()
    {
        if (_prepared is { } other && other.CommandText != _asked.CommandText)
        {
            _prepared = null;
            other.Dispose();
        }
        var command = _prepared ??= connection.Take(_asked.CommandText);
        command.Transaction = (SqliteTransaction?)DbTransaction;
        command.CommandTimeout = _asked.CommandTimeout;
        command.Parameters.Clear();
        foreach (SqliteParameter parameter in _asked.Parameters) command.Parameters.Add(parameter);
        return command;
    }
}
